package docs

// words are the page's own texts in one language. Those with a % are formats.
type words struct {
	// Marks between parts: of a list, of the rules of a value.
	comma, semicolon string

	pageTitle, platformID, basedOn, seePage, remark string

	repliesTitle, noReplies, headerOnly, sampleTitle, placeholders string
	headerTitle, rootElement, ignoredElements                      string
	scalarsTitle                                                   string
	elementColumns, scalarColumns                                  []string

	// What the platform sends.
	sentTitle, sentStart, sentSamples, messagesTitle, eventsTitle string
	sentColumns                                                   []string
	messageType, aliases                                          string
	// eventNames states the type of all events and the element with their names, eventType the type of one.
	eventNames, eventType                             string
	accepts, acceptsNot, acceptingSome, acceptingNone string
	// What a redelivery shares with the first delivery: the elements named, or the XML.
	dedupeSent, dedupeXML, dedupeEvents string

	// Whether an element is required; noChoice is for the items of a list.
	yes, no, conditional, noChoice string

	// What an element holds.
	text, id, whole, number, seconds, replyType, constant, count, object, union, tag, listOf, flatList string
	// formOf opens the elements of one form of a union: its tag, the tag's value.
	formOf string

	// Rules of a value, by their keys.
	valueRules                    map[string]string
	truncates, maxItemsReplyingTo string
	// each opens the rules of one item of a list.
	each string

	// Rules across elements; inside takes the path of the body and the rule.
	rulesTitle, inside                                   string
	requires, forbids, requiredWhen, oneOf, atLeastOneOf string

	examplesTitle, valid, violates string
	exampleColumns                 []string

	deliveryTitle, deadline, attempts, acks, preferred, emptyAck, dedupeMessage, dedupeEvent string

	securityTitle, securityModes, modeName, receiver, noReceiver string
	modes                                                        map[string]string

	// What overlays changed.
	changesTitle, overlay                              string
	changeColumns                                      []string
	verbs                                              map[string]string
	placedFirst, placedLast, placedBefore, placedAfter string
	keySet, keyChanged, keyGone                        string
}
