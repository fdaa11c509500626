namespace Infrar.Core.Manifests.Meaning;

/// <summary>A <c>${component.attribute}</c> inside a text.</summary>
/// <param name="Text">As it stands.</param>
/// <param name="Component">Component that it names; empty when it has a fault.</param>
/// <param name="Attribute">Fact about it.</param>
/// <param name="Fault">Why it is no reference; null when it is one.</param>
internal readonly record struct EmbeddedReference(string Text, string Component, string Attribute, string? Fault)
{
    /// <summary>The references of a text, in order; <c>$${</c> stands for itself and is none.</summary>
    internal static IEnumerable<EmbeddedReference> In(string text)
    {
        for (
            var start = text.IndexOf("${", StringComparison.Ordinal);
            start >= 0;
            start = text.IndexOf("${", start + 2, StringComparison.Ordinal)
        )
        {
            if (start > 0 && text[start - 1] is '$')
            {
                continue;
            }

            var end = text.IndexOf('}', start);
            yield return end < 0
                ? new(text[start..], "", "", "its bracket is not closed")
                : Parse(text[start..(end + 1)]);
        }
    }

    private static EmbeddedReference Parse(string text) =>
        text[2..^1].Split('.') is [{ Length: > 0 } component, { Length: > 0 } attribute]
            ? new(text, component, attribute, null)
            : new(text, "", "", "it is not a component and an attribute with a dot between them");
}
