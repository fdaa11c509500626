namespace Infrar.Core.Tests.Manifests;

/// <summary>A manifest with one fault, and the place where it must be told.</summary>
internal sealed record MarkedText(string Text, int Line, int Column)
{
    private const char Mark = '§';

    /// <summary>A small manifest without a fault, in which one text is replaced by one that carries the mark.</summary>
    internal static MarkedText Small(string old, string replacement)
    {
        Assert.Contains(old, SmallManifest.Text, StringComparison.Ordinal);
        Assert.Equal(2, SmallManifest.Text.Split(old).Length);
        return Of(SmallManifest.Text.Replace(old, replacement, StringComparison.Ordinal));
    }

    internal static MarkedText Of(string marked)
    {
        var at = marked.IndexOf(Mark, StringComparison.Ordinal);
        Assert.True(at >= 0, "The text carries no mark.");
        var before = marked[..at];
        return new(marked.Remove(at, 1), before.Count(c => c is '\n') + 1, at - (before.LastIndexOf('\n') + 1) + 1);
    }
}
