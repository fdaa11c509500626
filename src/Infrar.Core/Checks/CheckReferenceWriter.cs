using System.Text;
using Infrar.Core.Placements;

namespace Infrar.Core.Checks;

/// <summary>Writes the reference of the checks as Markdown: the severities, then every check by subject, from the checks themselves.</summary>
public static class CheckReferenceWriter
{
    private const string Introduction = """
        # Checks

        What `infrar check` looks for, in a placement that Infrar makes and in a plan or state of anybody's. This page is
        written from the checks themselves.

        A check judges what is known. What is known only after apply, or comes from a variable, is neither right nor wrong.
        Where it knows the system it weighs what the manifest asks for (availability, recovery, residency, budget), so that
        one finding may be graver or lighter than its check; a resource type that no check looks at is reported as such.

        | severity | means |
        |---|---|
        | critical | It does not work, or is open to anybody. |
        | high | It harms in ordinary use: a requirement is broken, or an attacker needs one more step. |
        | medium | It weakens the system, or will when something else goes wrong. |
        | low | Better otherwise; nobody is harmed as it stands. |

        """;

    /// <summary>The page, with a catalog's checks, ending in a line feed.</summary>
    public static string Write(Catalog catalog)
    {
        var page = new StringBuilder(Introduction);
        var subjects = catalog
            .Checks.GroupBy(c => c.Subject)
            .OrderBy(g => g.Key)
            .Select(g => (Subject: g.Key, Checks: g.OrderBy(c => c.Id, StringComparer.Ordinal).ToList()))
            .ToList();
        page.Append("\n| subject | is about | checks |\n|---|---|---|\n");
        foreach (var (subject, checks) in subjects)
        {
            page.Append($"| [{subject}](#{Anchor(subject)}) | {About(subject)} | {checks.Count} |\n");
        }

        foreach (var (subject, checks) in subjects)
        {
            page.Append($"\n## {subject}\n\n{About(subject)}\n\n| id | severity | finds |\n|---|---|---|\n");
            foreach (var check in checks)
            {
                page.Append($"| [{check.Id}](#{Anchor(check)}) | {Word(check.Severity)} | {check.Title} |\n");
            }

            foreach (var check in checks)
            {
                Append(page, check);
            }
        }

        return page.ToString();
    }

    private static void Append(StringBuilder page, Check check)
    {
        page.Append(
            $"\n### {check.Id}\n\n**{check.Title}.** Severity {Word(check.Severity)}.\n\n{check.Rationale}\n\n"
        );
        page.Append($"*Mend:* {check.Mend}\n");
        if (!check.ResourceTypes.IsEmpty)
        {
            page.Append($"\n*Looks at:* {string.Join(", ", check.ResourceTypes.Select(t => $"`{t}`"))}\n");
        }

        if (!check.Controls.IsEmpty)
        {
            page.Append($"\n*Controls:* {string.Join("; ", check.Controls.Select(c => $"{c.Standard} {c.Id}"))}\n");
        }
    }

    private static string About(CheckSubject subject) =>
        subject switch
        {
            CheckSubject.Reachability => "What is used can be reached.",
            CheckSubject.Exposure => "Nothing else can be reached.",
            CheckSubject.Encryption => "Data lies and travels encrypted.",
            CheckSubject.Secrets => "Secrets stand where they belong and change in time.",
            CheckSubject.Privileges => "Identities may do what they must and no more.",
            CheckSubject.Backups => "Data can be brought back.",
            CheckSubject.Residency => "Data and what belongs to it lie in the right region.",
            CheckSubject.Availability => "The system outlives the loss of a part.",
            CheckSubject.Logging => "What happens is written down.",
            CheckSubject.Operation => "What runs is watched and fits where it runs.",
            CheckSubject.Cost => "It costs what it may.",
        };

    private static string Word(Severity severity) =>
        severity switch
        {
            Severity.Low => "low",
            Severity.Medium => "medium",
            Severity.High => "high",
            Severity.Critical => "critical",
        };

    private static string Anchor(CheckSubject subject) => subject.ToString().ToLowerInvariant();

    private static string Anchor(Check check) => check.Id.ToLowerInvariant();
}
