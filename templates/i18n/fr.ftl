# Mots de l'interface, en français.
# Insécables : fine (U+202F) avant ; ! ?, ordinaire (U+00A0) avant : et à l'intérieur des guillemets. Un test le vérifie.

## Partout

app-name = Vigie
app-tagline = Pharmacovigilance et publicité en santé
skip-to-content = Aller au contenu
navigation = Navigation principale
account = Compte et langue
language = Langue
language-fr = Français
language-en = English
sign-out = Se déconnecter
zone-note = Heures affichées : { $zone }
none = Aucun
all = Tous
all-feminine = Toutes
apply = Filtrer
clear-filters = Effacer les filtres
filters = Filtres
paging = Pages
first-page = Première page
next-page = Page suivante
optional = (facultatif)
required = (obligatoire)
percent = { $value } %
error-summary = { $count ->
    [one] Une information est à corriger
   *[other] { $count } informations sont à corriger
}
error-prefix = Erreur :

## Dates et échéances

date-day = { $day ->
    [1] 1er
   *[other] { $day }
} { $month ->
    [1] janv.
    [2] févr.
    [3] mars
    [4] avr.
    [5] mai
    [6] juin
    [7] juill.
    [8] août
    [9] sept.
    [10] oct.
    [11] nov.
   *[12] déc.
} { $year }
date-moment = { $date } à { $hour } h { $minute }
due-in = { $days ->
    [one] échéance demain
   *[other] échéance dans { $days } jours
}
due-today = échéance aujourd’hui
due-overdue = { $days ->
    [one] en retard de { $days } jour
   *[other] en retard de { $days } jours
}
due-none = Sans échéance
due-settled = échéance close

## Listes du métier

state-new = Nouveau
state-in_review = En examen
state-awaiting_information = En attente d’informations
state-confirmed = Confirmé
state-submitted = Transmis
state-closed = Clos
state-not_a_case = Hors périmètre (pas un cas)

next-new = Prenez ce cas en charge pour commencer l’examen.
next-in_review = Jugez les quatre critères, fixez le jour zéro et la gravité, puis confirmez le cas ou demandez ce qui manque.
next-awaiting_information = Reprenez l’examen dès qu’une réponse arrive ; relancez la personne si elle tarde.
next-confirmed = Transmettez le cas à l’autorité avant l’échéance, puis indiquez-le ici.
next-submitted = Le cas est transmis. Vous pouvez le clore, ou le rouvrir si une information nouvelle arrive.
next-closed = Le cas est clos. Rouvrez-le si une information nouvelle arrive.
next-not_a_case = Ce signalement n’est pas un cas. Rouvrez-le si une information nouvelle arrive.

transition-take = Prendre en charge
transition-request_information = Demander des informations
transition-resume = Reprendre l’examen
transition-confirm = Confirmer le cas
transition-submit = Indiquer la transmission
transition-close = Clore le cas
transition-dismiss = Classer hors périmètre
transition-reopen = Rouvrir le cas

role-admin = Administrateur
role-officer = Responsable de vigilance
role-communicator = Communication
role-auditor = Auditeur
role-guest = Invité

seriousness-serious = Grave
seriousness-not_serious = Non grave

serious-death = Décès
serious-life_threatening = Mise en jeu du pronostic vital
serious-hospitalisation = Hospitalisation ou prolongation d’hospitalisation
serious-disability = Invalidité ou incapacité importante ou durable
serious-congenital_anomaly = Anomalie ou malformation congénitale
serious-other_important = Autre situation médicalement importante

special-overdose = Surdosage
special-misuse = Mésusage
special-abuse = Abus
special-off_label = Utilisation hors autorisation
special-medication_error = Erreur médicamenteuse
special-occupational_exposure = Exposition professionnelle
special-lack_of_efficacy = Manque d’efficacité
special-pregnancy_exposure = Exposition pendant la grossesse
special-breastfeeding_exposure = Exposition pendant l’allaitement
special-interaction = Interaction
special-falsified_product = Produit falsifié
special-quality_defect = Défaut de qualité
special-withdrawal = Sevrage

kind-report = Effet indésirable
kind-special_situation = Situation particulière

criterion-patient = Patient identifiable
criterion-reporter = Notificateur identifiable
criterion-product = Produit suspect
criterion-reaction = Effet suspecté

criterion-status-met = Rempli
criterion-status-not_met = Non rempli
criterion-status-to_judge = À juger

speaker-hcp_order = Professionnel de santé à ordre
speaker-hospital = Établissement de santé
speaker-aesthetic_clinic = Clinique esthétique
speaker-centre_sante = Centre de santé
speaker-lab_bio = Laboratoire de biologie
speaker-pharmacy = Pharmacie
speaker-pharma = Laboratoire pharmaceutique
speaker-device_maker = Fabricant de dispositifs médicaux
speaker-optic_audio = Optique ou audioprothèse
speaker-telehealth = Téléconsultation
speaker-unregulated_care = Pratique de soin non réglementée
speaker-influencer_paid = Influenceur rémunéré
speaker-visitor = Visiteur

post-kind-post = Publication
post-kind-comment = Commentaire
post-kind-reply = Réponse
post-kind-review = Avis
post-kind-story = Story
post-kind-poll = Sondage
post-kind-event = Événement
post-kind-live = Direct
post-kind-ad = Annonce
post-kind-draft = Brouillon

verdict-clear = Rien à signaler
verdict-review = À relire
verdict-block = À bloquer

adverse-report = Effet indésirable à signaler
adverse-special_situation = Situation particulière
adverse-mention = Simple mention
adverse-none = Aucun

category-advertising = Publicité
category-medicine = Médicament
category-device = Dispositif médical
category-privacy = Données personnelles
category-dangerous = Conseil dangereux
category-illicit = Offre illicite
category-product_ban = Produit interdit de publicité
category-moderation = Modération
category-misinformation = Fausse information

severity-critical = Importance critique
severity-high = Importance élevée
severity-medium = Importance moyenne
severity-low = Importance faible
severity-info = Pour information

product-role-suspect = suspect
product-role-concomitant = concomitant
product-role-other = autre

reaction-status-affirmed = affirmé
reaction-status-negated = nié
reaction-status-hypothetical = hypothétique
reaction-status-indication = indication
reaction-status-resolved = résolu
reaction-status-improved = amélioré
reaction-status-other_topic = autre sujet

segment-product = Produit
segment-reaction = Effet
segment-patient = Patient
segment-seriousness = Gravité
segment-special = Situation particulière
segment-finding = Règle
segment-plain = Texte

event-opened = Cas ouvert
event-post_joined = Publication rattachée
event-post_revised = Publication modifiée par son auteur
event-post_deleted = Publication supprimée en ligne ; la preuve est conservée
event-transition = Changement d’état
event-criterion_judged = Critère jugé
event-day_zero_set = Jour zéro fixé
event-seriousness_set = Gravité décidée
event-mail_queued = Courriel mis en file
event-mail_sent = Courriel envoyé
event-mail_failed = Courriel non remis
event-document_made = Document produit

mail-status-queued = En file
mail-status-sent = Envoyé
mail-status-retry = Nouvel essai prévu
mail-status-gave_up = Abandonné

document-report = Rapport du cas (PDF)

nav-cases = Cas
nav-posts = Publications

flash-signed_in = Vous êtes connecté.
flash-signed_out = Vous êtes déconnecté.
flash-session_expired = Votre session a expiré. Connectez-vous de nouveau.
flash-case_updated = Le cas est à jour.
flash-case_changed = Quelqu’un a modifié ce cas entre-temps. Relisez-le, puis recommencez.
flash-case_incomplete = Pas encore possible : fixez le jour zéro et, pour un effet indésirable, jugez les quatre critères.
flash-not_allowed = Votre rôle ne permet pas cette action.
flash-language_changed = La langue est changée.

field-email = Adresse électronique
field-password = Mot de passe
field-reason = Motif
field-day_zero = Jour zéro
field-seriousness = Gravité
field-note = Justification

problem-required = à renseigner
problem-invalid = valeur non reconnue
problem-in_future = date dans le futur
problem-before_post = date antérieure à la publication
problem-after_first_seen = date postérieure au jour où quelqu’un a ouvert le cas
problem-too_long = texte trop long
problem-too_short = texte trop court
problem-wrong_credentials = adresse ou mot de passe incorrect
problem-too_many_attempts = trop d’essais ; attendez quelques minutes

## Problèmes

error-unauthenticated-title = Connexion nécessaire
error-unauthenticated-detail = Cette page est réservée aux personnes connectées.
error-unauthenticated-remedy = Connectez-vous, puis recommencez.
error-forbidden-title = Accès refusé
error-forbidden-detail = Votre rôle ne permet pas de voir cette page ni de faire cette action.
error-forbidden-remedy = Demandez cet accès à l’administrateur de votre organisation.
error-cross-site-title = Demande venue d’un autre site
error-cross-site-detail = Cette action a été demandée par une page qui n’est pas celle de Vigie ; elle n’est pas faite.
error-cross-site-remedy = Recommencez depuis la page de Vigie.
error-not-found-title = Introuvable
error-not-found-detail = Cette adresse ne mène à rien dans votre organisation.
error-not-found-remedy = Vérifiez l’adresse, ou repartez de l’accueil.
error-conflict-title = Action impossible maintenant
error-conflict-detail = L’état actuel ne permet pas cette action.
error-conflict-remedy = Relisez le cas : les actions possibles y sont proposées.
error-version-conflict-title = Modifié entre-temps
error-version-conflict-detail = Quelqu’un a modifié ce que vous lisiez ; votre changement n’est pas enregistré.
error-version-conflict-remedy = Rechargez la page, relisez, puis recommencez.
error-invalid-title = Demande incorrecte
error-invalid-detail = Une information manque ou n’est pas reconnue.
error-invalid-remedy = Corrigez les informations signalées, puis recommencez.
error-too-many-title = Trop de demandes
error-too-many-detail = Trop de demandes sont arrivées en peu de temps.
error-too-many-remedy = Attendez une minute, puis recommencez.
error-payload-too-large-title = Envoi trop volumineux
error-payload-too-large-detail = L’envoi dépasse la taille acceptée.
error-payload-too-large-remedy = Découpez-le en plusieurs envois plus petits.
error-unavailable-title = Service momentanément indisponible
error-unavailable-detail = Le service ne peut pas répondre pour l’instant. Rien n’est perdu de ce qui a été confirmé.
error-unavailable-remedy = Réessayez dans quelques minutes.
error-internal-title = Erreur du service
error-internal-detail = Une erreur inattendue s’est produite ; elle est notée au journal.
error-internal-remedy = Réessayez. Si cela continue, donnez la référence ci-dessous à votre administrateur.
error-method-not-allowed-title = Méthode non permise
error-method-not-allowed-detail = Cette adresse n’accepte pas cette sorte de demande.
error-method-not-allowed-remedy = Repartez de la page précédente.
error-unsupported-media-type-title = Format non accepté
error-unsupported-media-type-detail = Le format de l’envoi n’est pas reconnu à cette adresse.
error-unsupported-media-type-remedy = Envoyez un des formats décrits dans la documentation de l’API.

## Page d'erreur

error-particulars = Précision : { $text }
error-reference = Référence de la demande
error-status = Erreur { $status }
error-back = Aller à l’accueil

## Connexion

sign-in-title = Connexion
sign-in-submit = Se connecter
sign-in-demo-title = Démonstration
sign-in-demo = Les données sont fictives. Compte à essayer :

## Liste des cas

inbox-title = Cas
inbox-states = Cas par état
inbox-total = { $count ->
    [0] Aucun cas
    [one] { $shown } cas
   *[other] { $shown } cas
}
inbox-overdue = { $count ->
    [one] { $shown } cas en retard
   *[other] { $shown } cas en retard
}
inbox-caption = Cas, l’échéance la plus proche d’abord
inbox-number = Numéro
inbox-what = Produit et effet
inbox-seriousness = Gravité
inbox-state = État
inbox-opened = Ouvert
inbox-due = Échéance
inbox-no-product = Produit non précisé
inbox-no-reaction = Effet non précisé
inbox-assignee = Suivi par { $name }
inbox-empty-title = Aucun cas pour l’instant
inbox-empty = Les cas s’ouvrent d’eux-mêmes quand une publication signale un effet indésirable ou une situation particulière.
inbox-empty-filtered-title = Aucun cas ne correspond
inbox-empty-filtered = Aucun cas ne répond à ces filtres. Élargissez-les pour en voir d’autres.

## Un cas

case-title = Cas { $number }
case-back = Tous les cas
case-next-step = Prochaine étape
case-no-action = Votre rôle ne permet pas d’agir sur ce cas.
case-confirm-hint = Demande un jour zéro fixé et, pour un effet indésirable, les quatre critères remplis.
case-submit-reason = Destinataire et référence de l’envoi
case-reason-hint = Ce motif est conservé dans la piste d’audit.
case-due = Échéance réglementaire
case-due-none = L’échéance sera connue quand le jour zéro sera fixé.
case-assignee = Suivi par
case-opened = Ouvert le
case-source = Publication d’origine
case-source-by = Publié le { $date } sur { $platform }, page { $page }
case-source-author = Auteur
case-source-speaker = Qui parle
case-source-kind = Type
case-source-received = Reçu le
case-source-link = Voir la publication en ligne
case-source-record = Fiche de la publication
case-source-deleted = Supprimée en ligne, constaté le { $date }. Le texte ci-dessous est la preuve conservée.
case-source-hash = Empreinte SHA-256 des données reçues
case-source-parent = En réponse à
case-source-parent-by = En réponse à { $author }
case-source-legend = Ce qui a été repéré dans le texte
case-summary = L’essentiel
case-products = Produits
case-reactions = Effets
case-special = Situations particulières
case-from-page = d’après la page
case-criteria = Les quatre critères
case-criteria-met = { $count ->
    [one] { $count } critère rempli sur 4
   *[other] { $count } critères remplis sur 4
}
case-criteria-help = Un cas est valide quand les quatre sont remplis.
case-criterion-no-quote = Aucun passage repéré
case-criterion-machine = Lecture automatique, à vérifier
case-criterion-judged = Jugé par { $name } le { $date }
case-criterion-judge = Juger : { $criterion }
case-missing = Informations à demander
case-missing-help = Questions prêtes à envoyer à la personne, telles quelles.
case-day-zero = Jour zéro
case-day-zero-help = Premier jour où quelqu’un de votre organisation, ou un prestataire, a eu connaissance des quatre critères. Le délai court de ce jour : 15 jours si le cas est grave, 90 sinon.
case-day-zero-none = Le jour zéro n’est pas fixé.
case-day-zero-proposed = proposé d’après la première lecture, à confirmer
case-day-zero-reason = Motif de cette date
case-day-zero-save = Fixer le jour zéro
case-seriousness = Gravité
case-seriousness-help = Cochez chaque critère qui s’applique. Sans critère, le cas est non grave.
case-seriousness-criteria = Critères de gravité
case-seriousness-reason = Motif de la décision
case-seriousness-save = Enregistrer la gravité
case-timeline = Historique
case-timeline-by = par { $name }
case-timeline-system = par Vigie
case-timeline-change = { $from } → { $to }
case-timeline-reason = Motif : { $reason }
case-timeline-empty = Rien à afficher.
case-mails = Courriels
case-mails-attempts = { $count ->
    [one] { $count } essai
   *[other] { $count } essais
}
case-mails-empty = Aucun courriel pour ce cas.
case-documents = Documents
case-documents-hash = SHA-256
case-documents-bytes = { $count } octets
case-documents-empty = Aucun document produit.
case-documents-pdf = Télécharger le rapport (PDF)
case-machine = Lecture automatique
case-machine-help = Une aide à la lecture ; la décision vous appartient.
case-machine-score = Score
case-machine-release = Version des règles
case-machine-digest = Empreinte des règles
case-machine-cues = Indices
case-findings = Règles enfreintes

## Constats

finding-law = Textes
finding-since = en vigueur depuis le { $date }
finding-suggestion = Proposition
finding-cues = Indices
finding-none = Aucune règle enfreinte.

## Publications

posts-title = Publications
posts-caption = Publications conservées, les plus récentes d’abord
posts-published = Publiée
posts-where = Page
posts-text = Texte
posts-kind = Type
posts-platform = Plateforme
posts-verdict = Verdict
posts-adverse = Effet indésirable
posts-findings-count = { $count ->
    [0] Aucun constat
    [one] { $count } constat
   *[other] { $count } constats
}
posts-case = Cas
posts-empty-title = Aucune publication
posts-empty = Les publications arrivent par vos sources, par l’API ou par l’import d’un fichier.
posts-empty-filtered = Aucune publication ne répond à ces filtres. Élargissez-les pour en voir d’autres.
post-title = Publication
post-back = Toutes les publications
post-revision = Révision { $number }
post-text = Texte
post-details = Origine
post-findings = Constats
post-case = Cas { $number }
post-adverse = Effet indésirable
post-seriousness = Critères de gravité repérés
post-policy = Règles { $release }

## Courriels

mail-hello = Bonjour { $name },
mail-signature = Vigie, pour { $organisation }
mail-case-opened-subject = [Vigie] Nouveau cas { $number } – { $seriousness }
mail-case-opened-subject-due = [Vigie] Nouveau cas { $number } – { $seriousness } – échéance le { $date }
mail-case-opened-intro = Un cas de pharmacovigilance vient d’être ouvert et attend votre examen.
mail-case-updated-subject = [Vigie] Cas { $number } – nouvelles informations – { $seriousness }
mail-case-updated-intro = L’auteur a modifié la publication d’un cas de pharmacovigilance : les nouvelles informations attendent votre examen.
mail-case-opened-number = Numéro
mail-case-opened-seriousness = Gravité
mail-case-opened-kind = Nature
mail-case-opened-due = Échéance
mail-case-opened-due-none = à fixer avec le jour zéro
mail-case-opened-link = Ouvrir le cas
mail-case-opened-privacy = Pour protéger les personnes, ce message ne contient aucune donnée de santé : tout est dans le cas.
mail-case-opened-why = Vous recevez ce message parce que vous êtes responsable de vigilance pour { $organisation }.
mail-test-subject = [Vigie] Message d’essai
mail-test-intro = Ce message d’essai vous est bien parvenu : l’envoi de courriels fonctionne.
mail-test-sent = Demandé le { $date }.
mail-test-link = Ouvrir Vigie
mail-test-why = Vous recevez ce message parce qu’un essai d’envoi a été demandé pour { $organisation }.
