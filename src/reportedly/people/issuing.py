"""Why signing in by an issuer comes to nothing: what people are told of it, and whoever runs the desk."""

from __future__ import annotations

from reportedly.saying import Sentence
from reportedly.saying.slots import NUMBER, TEXT

ANOTHER_SIGN_IN = Sentence("this isn't the sign-in that was begun here; begin again")
ANOTHER_ISSUER = Sentence("another issuer has answered; begin again")
NOT_LET_IN = Sentence("{issuer}: lets you not in ({error})", issuer=TEXT, error=TEXT)
NO_CODE = Sentence("{issuer}: its answer has no code; begin again", issuer=TEXT)
OTHER_NAME = Sentence("{issuer}: calls itself {other}; mend 'issuer'", issuer=TEXT, other=TEXT)
NO_ENDPOINT = Sentence("{issuer}: has no {name}", issuer=TEXT, name=TEXT)
ENDPOINT_ELSEWHERE = Sentence(
    "{issuer}: its {name} is elsewhere ({address}); add it to 'hosts'", issuer=TEXT, name=TEXT, address=TEXT
)
NO_ID_TOKEN = Sentence("{issuer}: gives no ID token; are the scopes right?", issuer=TEXT)
ID_TOKEN_WRONG = Sentence("{issuer}: its ID token doesn't hold ({error})", issuer=TEXT, error=TEXT)
ID_TOKEN_OF_ANOTHER = Sentence("{issuer}: its ID token is for another program", issuer=TEXT)
NO_ADDRESS = Sentence("{issuer}: gives no verified e-mail address in {domains}", issuer=TEXT, domains=TEXT)
OF_NOBODY = Sentence("{issuer}: its ID token says not of whom it is", issuer=TEXT)
NO_CLAIM = Sentence("{issuer}: its ID token has no {claim}; mend 'name_claim'", issuer=TEXT, claim=TEXT)
UNREACHED = Sentence("{address}: can't be reached, or the connection broke off ({error})", address=TEXT, error=TEXT)
TOO_LARGE = Sentence("{address}: its answer is larger than {n} bytes; is it an OIDC issuer?", address=TEXT, n=NUMBER)
TOO_SLOW = Sentence("{address}: no whole answer within {n} s", address=TEXT, n=NUMBER)
STATUS = Sentence("{address}: answers with status {status}", address=TEXT, status=NUMBER)
STATUS_SAYING = Sentence("{address}: answers with status {status} ({error})", address=TEXT, status=NUMBER, error=TEXT)
NO_OBJECT = Sentence("{address}: its answer is no JSON object; is it an OIDC issuer?", address=TEXT)

SENTENCES = tuple(sentence for sentence in vars().values() if isinstance(sentence, Sentence))
