using Infrar.Core.Diagnostics;
using YamlDotNet.Core;

namespace Infrar.Core.Manifests.Yaml;

/// <summary>What can be wrong with a file as YAML, before it is known to be a manifest.</summary>
internal static class YamlFaults
{
    internal static Diagnostic TooLarge(int length, SourceLocation at) =>
        Error(
            "MAN001",
            string.Create(null, $"The file has {length:N0} characters; {YamlReader.MaxLength:N0} are allowed."),
            at,
            "Describe one system per file, and leave out what belongs in other files."
        );

    internal static Diagnostic Malformed(YamlException fault, SourceLocation at)
    {
        var words = fault.Message.Trim().TrimEnd('.');
        var message = words.Length is 0 ? "it cannot be read" : char.ToLowerInvariant(words[0]) + words[1..];
        return Error("MAN002", $"The YAML is malformed here: {message}.", at, MendOf(message));
    }

    internal static Diagnostic ControlCharacter(char character, SourceLocation at) =>
        Error(
            "MAN002",
            string.Create(null, $"The file holds the control character U+{(int)character:X4}, which text never needs."),
            at,
            "Delete the character."
        );

    internal static Diagnostic UnknownAlias(string name, SourceLocation at) =>
        Error(
            "MAN002",
            $"The alias '*{name}' stands for nothing that ends before it.",
            at,
            $"Mark the value that is meant with '&{name}' further up, or write it out."
        );

    internal static Diagnostic Tab(SourceLocation at) =>
        Error(
            "MAN003",
            "The line is indented with a tab, which YAML forbids.",
            at,
            "Replace the tab by spaces, two for each level."
        );

    internal static Diagnostic TooDeep(SourceLocation at) =>
        Error(
            "MAN004",
            string.Create(null, $"The value is nested more than {YamlReader.MaxDepth} levels deep."),
            at,
            "Nest less; no part of a manifest needs as much."
        );

    internal static Diagnostic TooManyValues(SourceLocation at) =>
        Error(
            "MAN005",
            string.Create(
                null,
                $"With its aliases written out, the file has more than {YamlReader.MaxNodes:N0} values."
            ),
            at,
            "Repeat less, above all aliases of aliases."
        );

    internal static Diagnostic DuplicateKey(string key, SourceLocation first, SourceLocation at) =>
        Error(
            "MAN006",
            string.Create(null, $"'{key}' is stated twice; the first time on line {first.Line}."),
            at,
            "Keep one of the two."
        );

    internal static Diagnostic SecondDocument(SourceLocation at) =>
        Error(
            "MAN007",
            "A second YAML document begins here; a manifest is one.",
            at,
            "Delete the line '---' and everything below it, or move it to a file of its own."
        );

    internal static Diagnostic Tag(string tag, SourceLocation at) =>
        Error("MAN008", $"The tag '{tag}' has no meaning in a manifest.", at, "Delete the tag; its value says enough.");

    internal static Diagnostic KeyIsNoText(SourceLocation at) =>
        Error("MAN009", "The key of a map is not plain text here.", at, "Write a name followed by a colon.");

    internal static Diagnostic MergeKey(SourceLocation at) =>
        Error(
            "MAN009",
            "The merge key '<<' is not part of the language.",
            at,
            "State the fields, or use environments and `extends`, which lay one description over another."
        );

    private static string MendOf(string message) =>
        message switch
        {
            _ when message.Contains("apping values are not allowed", StringComparison.Ordinal)
                    || message.Contains("invalid mapping", StringComparison.Ordinal) =>
                "Put quotes around a value that contains ': ', or begin the field on a line of its own.",
            _ when message.Contains("cannot start any token", StringComparison.Ordinal) =>
                "Put quotes around a value that begins with one of @ ` % & * ! | >.",
            _ when message.Contains("end of stream", StringComparison.Ordinal)
                    || message.Contains("document indicator", StringComparison.Ordinal) =>
                "Close the quote or bracket that is open.",
            _ when message.Contains("']'", StringComparison.Ordinal)
                    || message.Contains("'}'", StringComparison.Ordinal) =>
                "Close the bracket, or put a comma between its values.",
            _ when message.Contains("escape", StringComparison.Ordinal) =>
                "Double the backslash, or use single quotes, in which it has no meaning.",
            _ => "Line the fields of one map up in one column, each as 'name: value', and close every quote.",
        };

    private static Diagnostic Error(string code, string message, SourceLocation at, string mend) =>
        new(code, DiagnosticSeverity.Error, message, at, mend);
}
