### The words of Fanfare's pages in English. A message is `key = text`; `$count` and `$name` stand for what is filled in.

## Around every page

skip-to-content = Skip to the content
signed-in-as = Signed in as
sign-out = Sign out

## Letters with codes: another password, and addresses that are confirmed

email-address = E-mail address
letter-send = Send the letter
letter-asked = Look into your mailbox
letter-asked-told = If somebody here has this address, a letter is on its way to it. It may take a few minutes, and it may lie among the spam.
password-forgotten = Forgotten your password?
password-forgotten-lead = Give the e-mail address of your account. A letter will be sent there with which you can choose another password.
password-forgotten-ask-them = This server sends no mail. Ask whoever runs it: they can give you a link with which you choose another password.
password-forgotten-ask-at = This server sends no mail. Ask at { $email } for a link with which you choose another password.
password-choose = Choose another password
password-choose-lead = Every browser in which you are signed in will be signed out, and every app must be let in anew.
password-new = New password
password-save = Save the password
password-too-short = That password does not do. It must have at least { $count } characters.
password-chosen = Your password is changed
password-chosen-told = Sign in with the new one now.
code-used-up = This link does not work any more
code-used-up-told = It was used, or it is too old. Ask for another one at { $address }
code-used-up-ask = It was used, or it is too old. Ask whoever runs this server for another one.
confirmation-again = No letter came?
confirmation-again-lead = Give the e-mail address with which you signed up, and the letter that asks you to confirm it is sent again.
confirmed = Your address is confirmed
confirmed-told = You can sign in now.
confirmed-waiting = Somebody who runs this server will look at your wish to join. You will get a letter.
unsubscribe = No more letters?
unsubscribe-lead = You will get no more letters of what you missed. Letters about the safety of your account still come.
unsubscribe-do = No more letters
unsubscribed = There will be no more letters
unsubscribed-told = Letters about the safety of your account still come.
