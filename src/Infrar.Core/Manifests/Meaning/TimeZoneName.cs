namespace Infrar.Core.Manifests.Meaning;

/// <summary>Judges names of time zones by their form, for which zones there are is for the platform's own tables.</summary>
internal static class TimeZoneName
{
    /// <summary>Whether a text has the form of an IANA time zone: <c>UTC</c>, or an area and one or two places.</summary>
    internal static bool IsOne(string text) =>
        text is "UTC"
        || text.Split('/') is { Length: 2 or 3 } parts
            && IsArea(parts[0])
            && parts
                .Skip(1)
                .All(p =>
                    p.Length is > 0 and < 40 && p.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '+')
                );

    private static bool IsArea(string text) =>
        text
            is "Africa"
                or "America"
                or "Antarctica"
                or "Arctic"
                or "Asia"
                or "Atlantic"
                or "Australia"
                or "Etc"
                or "Europe"
                or "Indian"
                or "Pacific";
}
