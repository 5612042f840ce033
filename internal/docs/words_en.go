package docs

// english are the page's own texts: those with a % are formats, the columns of a table are parted by bars.
var english = map[string]string{
	"comma": ", ", "semicolon": "; ",

	"pageTitle": "%s: passive replies", "platformID": "Id: %s", "basedOn": "Based on %s",
	"seePage": "See %s", "remark": "Note: %s",

	"repliesTitle": "Replies", "noReplies": "The platform takes no reply: each push is acknowledged, and that is all.", "headerOnly": "It has only the common elements.", "sampleTitle": "Sample",
	"placeholders": "The values are the placeholders of the platform's page. Those outside the limits: %s.",
	"headerTitle":  "Common elements", "rootElement": "The root element is %s. These elements open every reply.",
	"ignoredElements": "A reply can also have these elements, which the platform ignores: %s.",
	"scalarsTitle":    "Named types",
	"elementColumns":  "Element|Type|Required|Limit|Description",
	"scalarColumns":   "Type|Limit|Description",

	// What the platform sends.
	"sentTitle": "What the platform sends", "sentStart": "The root element is %s. These elements open every message and every event.", "messagesTitle": "Messages", "eventsTitle": "Events",
	"sentSamples": "The samples below hold all elements, with made-up values where the page gives none. The elements may come in any order.",
	"sentColumns": "Element|Type|Always sent|Limit|Description", "messageType": "type of the message", "aliases": "also spelled %s",
	// eventNames states the type of all events and the element with their names, eventType the type of one.
	"eventNames": "The type of the message is %s, and the element %s names the event.", "eventType": "The type of the message is %s",
	"accepts": "A reply can answer it", "acceptsNot": "No reply can answer it", "acceptingSome": "A reply can answer %s.", "acceptingNone": "No reply can answer them.",
	// What a redelivery shares with the first delivery: the elements named, or the XML.
	"dedupeSent": "A redelivery has the same sender, receiver, type and %s", "dedupeXML": "A redelivery has the same XML",
	"dedupeEvents": "A redelivery of an event has the same XML, unless stated otherwise below.",

	// Whether an element is required; noChoice is for the items of a list.
	"yes": "yes", "no": "no", "conditional": "by rule", "noChoice": "—",

	// What an element holds.
	"text": "text", "id": "id", "whole": "whole number", "number": "number", "seconds": "whole number, Unix time in seconds", "replyType": "type of the reply",
	"constant": "always %s", "count": "number of items in %s", "object": "object", "union": "object, its elements depend on %s", "tag": "text",
	"listOf": "list", "flatList": "%s, repeated",
	// formOf opens the elements of one form of a union: its tag, the tag's value.
	"formOf": "*if %s is %s*",

	// Rules of a value, by their keys.
	"rule min_bytes": "at least %s bytes of UTF-8", "rule max_bytes": "at most %s bytes of UTF-8", "rule min_runes": "at least %s characters", "rule max_runes": "at most %s characters",
	"rule min": "≥ %s", "rule max": "≤ %s", "rule enum": "one of %s", "rule pattern": "the whole value matches %s", "rule format": "format: %s",
	"rule min_items": "at least %s items", "rule max_items": "at most %s items",
	// each opens the rules of one item of a list.
	"truncates": "the platform truncates longer texts", "maxItemsReplyingTo": "in answer to %s at most %d items", "each": "each %s",

	// Rules across elements; inside takes the path of the body and the rule.
	"rulesTitle": "Rules across elements", "inside": "In %s: %s",
	"form requires": "%s requires %s", "form forbids": "%s excludes %s", "form required_when": "if %s is %s, %s is required",
	"form one_of": "exactly one of %s", "form at_least_one_of": "at least one of %s",

	"examplesTitle": "Values", "valid": "valid", "violates": "violates %s",
	"exampleColumns": "Element|Value|Result",

	"deliveryTitle": "Delivery", "deadline": "The response is due within %s", "attempts": "Deliveries of one message: at most %d",
	"acks": "To acknowledge without a reply, respond: ", "preferred": " (the first is preferred)", "emptyAck": "an empty body",
	"dedupeMessage": "A redelivered message has the same sender, receiver, type and %s", "dedupeEvent": "A redelivered event has the same sender, receiver, type and %s",

	"securityTitle": "Encryption", "securityModes": "Modes: ", "modeName": "%s (%s)",
	"receiver": "The id at the end of the ciphertext is the %s", "noReceiver": "The id at the end of the ciphertext is empty",
	"mode plain": "plain text", "mode compatible": "both", "mode encrypted": "encrypted",

	// What overlays changed.
	"changesTitle": "What differs from %s", "overlay": "Changes of %s (%s):",
	"changeColumns": "Change|What|How|Why",
	"verb add":      "added", "verb edit": "changed", "verb replace": "replaced", "verb remove": "removed", "verb move": "moved",
	"place first": "before all others", "place last": "after all others", "place before": "before %s", "place after": "after %s",
	"keySet": "%s: %s", "keyChanged": "%s: %s → %s", "keyGone": "%s removed",
}
