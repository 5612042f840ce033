package docs

// words are all that a page says itself, in one language. Those with a % are formats.
type words struct {
	// Marks between parts: of a list, of the rules of a value.
	comma, semicolon string

	pageTitle, platformID, basedOn, seePage, remark string

	repliesTitle, headerOnly, sampleTitle, placeholders string
	headerTitle, rootElement                            string
	scalarsTitle                                        string
	elementColumns, scalarColumns                       []string

	// What the platform sends.
	sentTitle, sentStart, sentSamples, messagesTitle, eventsTitle string
	sentColumns                                                   []string
	messageType, aliases                                          string
	// eventNames says which type events have and which element names them, eventType which type one has instead.
	eventNames, eventType                             string
	accepts, acceptsNot, acceptingSome, acceptingNone string
	// dedupeSent says what a redelivery shares with the first delivery: the elements named, or the XML.
	dedupeSent, dedupeXML, dedupeEvents string

	// Whether an element must be there; of the items of a list, that is no question.
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

	// Rules across elements; inside says where: the path of the body, the rule.
	rulesTitle, inside                                   string
	requires, forbids, requiredWhen, oneOf, atLeastOneOf string

	examplesTitle, fine, violates string
	exampleColumns                []string

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
