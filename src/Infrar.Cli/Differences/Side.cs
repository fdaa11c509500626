namespace Infrar.Cli.Differences;

/// <summary>One side of a difference, as the user named it.</summary>
/// <param name="Text">As typed.</param>
/// <param name="File">A manifest or a plan; empty for the one that <c>--file</c> names.</param>
/// <param name="Revision">Git revision to read the manifest from; empty for the working copy.</param>
/// <param name="Environment">Environment; empty for the one that <c>--environment</c> names.</param>
/// <param name="Strategy">Strategy; empty for the one that <c>--strategy</c> names, or the environment's first.</param>
internal sealed record Side(string Text, string File, string Revision, string Environment, string Strategy)
{
    /// <summary>Whether it is a plan or a state and no manifest.</summary>
    public bool IsPlan => File.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Reads a side: <c>[FILE | @REVISION][:][ENVIRONMENT][/STRATEGY]</c>. A word alone is a file where there is one,
    /// else an environment or a strategy of the manifest.
    /// </summary>
    /// <param name="text">As typed.</param>
    /// <param name="isFile">Whether a path leads to a file.</param>
    /// <param name="environments">Environments of the manifest.</param>
    /// <param name="strategies">Strategies of the manifest.</param>
    /// <returns>The side; null when the text names nothing.</returns>
    public static Side? Parse(
        string text,
        Func<string, bool> isFile,
        IReadOnlyCollection<string> environments,
        IReadOnlyCollection<string> strategies
    )
    {
        if (isFile(text) || LooksLikeFile(text))
        {
            return new(text, text, "", "", "");
        }

        if (text.StartsWith('@'))
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            return colon < 0 ? new(text, "", text[1..], "", "")
                : Place(text, text[(colon + 1)..], environments, strategies, isTrusted: true) is { } placed
                    ? placed with
                    {
                        Revision = text[1..colon],
                    }
                : null;
        }

        var last = text.LastIndexOf(':');
        return last > 0 && isFile(text[..last])
            ? Place(text, text[(last + 1)..], environments, strategies, isTrusted: true) is { } inFile
                ? inFile with
                {
                    File = text[..last],
                }
                : null
            : Place(text, text, environments, strategies, isTrusted: false);
    }

    // A path that is not there is better refused as a missing file than as an unknown environment.
    private static bool LooksLikeFile(string text) =>
        !text.StartsWith('@') && Path.GetExtension(text) is ".json" or ".yaml" or ".yml";

    /// <summary><c>environment/strategy</c>, or one of both; another file's own names are looked up when it is read.</summary>
    private static Side? Place(
        string text,
        string place,
        IReadOnlyCollection<string> environments,
        IReadOnlyCollection<string> strategies,
        bool isTrusted
    )
    {
        var slash = place.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0)
        {
            return new(text, "", "", place[..slash], place[(slash + 1)..]);
        }

        return environments.Contains(place) ? new(text, "", "", place, "")
            : strategies.Contains(place) ? new(text, "", "", "", place)
            : isTrusted && place.Length > 0 ? new(text, "", "", place, "")
            : null;
    }
}
