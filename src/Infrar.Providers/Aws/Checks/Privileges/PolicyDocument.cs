using System.Collections.Immutable;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>A policy as it was read; parts that are not known stand in its texts as <see cref="Unknowns"/>.</summary>
/// <param name="Statements">In the order of the document.</param>
internal sealed record PolicyDocument(ImmutableArray<Statement> Statements);

/// <summary>One statement of a policy.</summary>
internal sealed record Statement
{
    /// <summary>Its name; empty when it has none.</summary>
    public string Sid { get; init; } = "";

    /// <summary>Whether it allows; else it denies.</summary>
    public required bool IsAllow { get; init; }

    /// <summary>Actions as written; one text of <see cref="Unknowns.Anything"/> when not known.</summary>
    public ImmutableArray<string> Actions { get; init; } = [];

    /// <summary>Actions that it leaves out.</summary>
    public ImmutableArray<string> NotActions { get; init; } = [];

    /// <summary>ARNs that it concerns; empty in a trust policy.</summary>
    public ImmutableArray<string> Resources { get; init; } = [];

    /// <summary>ARNs that it leaves out.</summary>
    public ImmutableArray<string> NotResources { get; init; } = [];

    /// <summary>Whom it concerns; empty in the policy of an identity.</summary>
    public ImmutableArray<Principal> Principals { get; init; } = [];

    /// <summary>What must hold for it to count.</summary>
    public ImmutableArray<PolicyCondition> Conditions { get; init; } = [];

    /// <summary>Its name, else its first action: what tells it apart from others for people and from run to run.</summary>
    public string Label =>
        Sid.Length > 0 ? Sid
        : Actions is [var action, ..] ? Unknowns.Show(action)
        : NotActions is [var left, ..] ? $"not {Unknowns.Show(left)}"
        : "statement";

    /// <summary>What it says, for people: <c>allows s3:GetObject on arn:aws:s3:::a/*</c>.</summary>
    public string Says
    {
        get
        {
            var actions = NotActions.IsEmpty ? Listed(Actions) : $"everything but {Listed(NotActions)}";
            var resources =
                !NotResources.IsEmpty ? $" on everything but {Listed(NotResources)}"
                : Resources.IsEmpty ? ""
                : $" on {Listed(Resources)}";
            return $"{(IsAllow ? "allows" : "denies")} {actions}{resources}";
        }
    }

    /// <summary>Whether it concerns everybody at AWS, without a condition that narrows this down to somebody known.</summary>
    public bool IsForAnybody => IsAllow && Principals.Any(p => p.IsAnybody) && !Conditions.Any(c => c.NamesCaller);

    /// <summary>Whether it concerns an action on a resource, whatever its conditions.</summary>
    public Match Concerns(string action, string resource)
    {
        // Most statements are about other actions; their resources need not be looked at.
        var match = ConcernsAction(action);
        return match is Match.No ? match : (Match)Math.Min((int)match, (int)ConcernsResource(resource));
    }

    /// <summary>Whether it concerns an action; AWS does not tell their upper from their lower case.</summary>
    public Match ConcernsAction(string action)
    {
        var name = action.ToLowerInvariant();
        return NotActions.IsEmpty
            ? Best(Actions, a => Glob.Compare(a.ToLowerInvariant(), name))
            : Without(Best(NotActions, a => Glob.Compare(a.ToLowerInvariant(), name)));
    }

    private Match ConcernsResource(string resource) =>
        NotResources.IsEmpty
            ? Best(Resources, r => Glob.Compare(r, resource))
            : Without(Best(NotResources, r => Glob.Compare(r, resource)));

    private static string Listed(ImmutableArray<string> texts)
    {
        const int Shown = 4;
        var shown = string.Join(", ", texts.Take(Shown).Select(Unknowns.Show));
        return texts.Length > Shown ? FormattableString.Invariant($"{shown} and {texts.Length - Shown} more") : shown;
    }

    private static Match Best(ImmutableArray<string> patterns, Func<string, Match> compare)
    {
        var best = Match.No;
        for (var i = 0; i < patterns.Length && best is not Match.Yes; i++)
        {
            best = (Match)Math.Max((int)best, (int)compare(patterns[i]));
        }

        return best;
    }

    private static Match Without(Match match) =>
        match switch
        {
            Match.No => Match.Yes,
            Match.Maybe => Match.Maybe,
            Match.Yes => Match.No,
        };
}

/// <summary>Whom a statement concerns.</summary>
/// <param name="Kind"><c>AWS</c>, <c>Service</c>, <c>Federated</c>…; <c>*</c> for the principal <c>*</c> alone.</param>
/// <param name="Id">ARN, account, service; <c>*</c> for everybody.</param>
internal sealed record Principal(string Kind, string Id)
{
    /// <summary>Whether it is everybody at AWS.</summary>
    public bool IsAnybody => Id == "*" && Kind is "*" or "AWS";

    /// <summary>The account that it belongs to; empty when it is none's or not known.</summary>
    public string Account =>
        Kind != "AWS" ? ""
        : ArnParts.IsAccount(Id) ? Id
        : ArnParts.Of(Id) is { } arn && ArnParts.IsAccount(arn.Account) ? arn.Account
        : "";
}

/// <summary>One condition of a statement.</summary>
/// <param name="Operator">For example <c>StringEquals</c>.</param>
/// <param name="Key">For example <c>aws:SourceAccount</c>.</param>
/// <param name="Values">Any of these.</param>
internal sealed record PolicyCondition(string Operator, string Key, ImmutableArray<string> Values)
{
    private static readonly string[] CallerKeys =
    [
        "aws:principalaccount",
        "aws:principalarn",
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:sourceaccount",
        "aws:sourcearn",
        "aws:sourceip",
        "aws:sourceorgid",
        "aws:sourceowner",
        "aws:sourcevpc",
        "aws:sourcevpce",
        "aws:userid",
        "elasticfilesystem:accessedviamounttarget",
        "kms:calleraccount",
        "sns:endpoint",
    ];

    /// <summary>Whether it is about that key; AWS does not tell upper from lower case.</summary>
    public bool IsAbout(string key) => Key.Equals(key, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it narrows callers down to those of an account, an organization, a network or a resource.</summary>
    public bool NamesCaller =>
        CallerKeys.Contains(Key.ToLowerInvariant(), StringComparer.Ordinal)
        && !Operator.Contains("Not", StringComparison.OrdinalIgnoreCase)
        && !Values.Any(v => v is "*" or "0.0.0.0/0" or "::/0");
}
