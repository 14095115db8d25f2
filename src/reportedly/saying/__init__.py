"""The program's sentences: templates with slots, from which a sentence is made and in which it is found again."""

from reportedly.saying.sentence import Part, Said, Sentence, Sentences

__all__ = ["Part", "Said", "Sentence", "Sentences"]
