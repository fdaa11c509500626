using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Infrar.Platform.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Infrar.Platform.Http;

/// <summary>What the <c>type</c> of every problem leads to: its row of <c>docs/problems.md</c>.</summary>
internal static partial class ProblemPages
{
    private static readonly FrozenDictionary<string, ProblemRow> Rows = Row()
        .Matches(Documents.Problems)
        .ToFrozenDictionary(
            m => m.Groups[1].Value,
            m => new ProblemRow(m.Groups[2].Value.Trim(), m.Groups[3].Value.Trim()),
            StringComparer.Ordinal
        );

    public static void MapProblemPages(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/problems/{code}", Show).Allow(AccessRule.Everyone).ExcludeFromDescription();

    private static Results<ContentHttpResult, ProblemHttpResult> Show(string code, HttpContext http) =>
        Rows.TryGetValue(code, out var row)
            ? DocumentPage.Result(code, $"# {code}: {row.Title}\n\n{row.Mend}")
            : ApiProblems.NoSuchPath(http.Request.Path).ToHttp();

    private sealed record ProblemRow(string Title, string Mend);

    [GeneratedRegex(@"^\| `([A-Z]{3}[0-9]{3})` \| (.*?) \| (.*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
