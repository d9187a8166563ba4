"""The peers' documents: the same content as a user of each typesetter would write it down."""
