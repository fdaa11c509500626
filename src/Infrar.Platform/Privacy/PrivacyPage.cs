using Infrar.Platform.Account;
using Infrar.Platform.Http;
using Microsoft.Extensions.Options;

namespace Infrar.Platform.Privacy;

/// <summary>The privacy page: <c>docs/privacy.md</c>, with what this installation says of itself before it.</summary>
internal sealed class PrivacyPage(IOptions<PrivacyOptions> privacy, IOptions<AccountOptions> account)
{
    /// <summary>The page as data.</summary>
    public PrivacyResponse Response { get; } =
        new(
            privacy.Value.Controller,
            privacy.Value.Contact,
            privacy.Value.DataRegion,
            account.Value.ErasureGraceDays,
            Text(privacy.Value, account.Value.ErasureGraceDays)
        );

    private static string Text(PrivacyOptions options, int graceDays)
    {
        var document = Documents.Privacy;
        var afterTitle = document.IndexOf('\n', StringComparison.Ordinal) + 1;
        return $"""
            {document[..afterTitle]}
            | this installation | |
            |---|---|
            | who answers for the data | {Cell(options.Controller)} |
            | where to write | {Cell(options.Contact)} |
            | where the data lies | {Cell(options.DataRegion)} |
            | days until an asked-for erasure | {graceDays} |
            {document[afterTitle..]}
            """;
    }

    private static string Cell(string text) => text is "" ? "not stated" : text.Replace('|', '/').Replace('`', '\'');
}
