namespace Infrar.Core.Compose;

/// <summary>Scalars of a manifest that is written for people to go on with.</summary>
internal static class ManifestYaml
{
    /// <summary>Text as a scalar that also reads as text inside <c>{ }</c> and <c>[ ]</c>.</summary>
    internal static string Scalar(string text) =>
        text.Contains('\n', StringComparison.Ordinal) || text.IndexOfAny([',', '{', '}', '[', ']', '?', '=', '#']) >= 0
            ? ComposeYaml.Quoted(text)
            : ComposeYaml.Scalar(text);

    /// <summary>A comment that stays one line whatever it holds.</summary>
    internal static string Comment(string text) =>
        $"# {string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' ? ' ' : c))}";
}
