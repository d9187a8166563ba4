"""The verbs below ``guide strings``: a module each, named after its verb.

Five modules are no verbs and serve several: ``opening`` reads an edition's texts and catalogues, ``writing`` puts catalogues in their
places, ``memory_file`` opens the memory of translations, ``placing`` finds texts in the book that was built last, ``side_books`` says
what must hold before a book is made that is no edition's.
"""
