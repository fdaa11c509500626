using System.Collections.Immutable;
using System.Globalization;
using Infrar.Platform.Http;

namespace Infrar.Platform.Runs.Policies;

/// <summary>A time of the week in which plans may be approved.</summary>
/// <param name="Days">On which days it begins: <c>monday</c> to <c>sunday</c>.</param>
/// <param name="From">When it begins, as <c>09:00</c>.</param>
/// <param name="To">When it ends; not later than <c>from</c> is on the day after.</param>
internal sealed record ApplyWindowRequest(ImmutableArray<DayOfWeek> Days, string From, string To);

/// <summary>What an environment asks of its runs before they may be applied. What is left out asks nothing.</summary>
/// <param name="Approvals">How many people have to approve a plan, 1 to 10; 1 when left out.</param>
/// <param name="SelfApproval">Whether whoever asked for a run may approve it. Left out: yes, but not in <c>production</c> while somebody else of the team could.</param>
/// <param name="NewFindings">The gravest finding that a plan may add: none, low, medium, high or any.</param>
/// <param name="MonthlyCost">Most that a month may cost afterwards, as <c>700</c> or <c>700.50</c>, in the currency that plans are priced in.</param>
/// <param name="MonthlyIncrease">Most that a plan may add to a month's cost.</param>
/// <param name="Uncertain">What becomes of a plan of which it cannot be known whether it keeps to the policy: block or allow.</param>
/// <param name="Protected">Resources that no plan may destroy or replace: types such as <c>aws_db_instance</c>, or addresses in which <c>*</c> stands for anything; at most 100.</param>
/// <param name="Windows">When plans may be approved, at most 21; always when left out.</param>
/// <param name="TimeZone">Whose clock the windows go by, such as <c>Europe/Berlin</c>; UTC when left out.</param>
/// <param name="Supersede">Whether a new run takes the place of older ones that nobody has approved.</param>
[ApiExample(
    """
        {"approvals": 2, "selfApproval": false, "newFindings": "low", "monthlyCost": "900", "monthlyIncrease": "50", "uncertain": "block", "protected": ["aws_db_instance", "aws_s3_bucket.uploads*"], "windows": [{"days": ["monday", "tuesday", "wednesday", "thursday"], "from": "09:00", "to": "16:00"}], "timeZone": "Europe/Dublin", "supersede": true}
        """
)]
internal sealed record PolicyRequest(
    int? Approvals = null,
    bool? SelfApproval = null,
    FindingLimit? NewFindings = null,
    string? MonthlyCost = null,
    string? MonthlyIncrease = null,
    Uncertainty? Uncertain = null,
    ImmutableArray<string>? Protected = null,
    ImmutableArray<ApplyWindowRequest>? Windows = null,
    string? TimeZone = null,
    bool? Supersede = null
)
{
    /// <summary>Most characters of a policy as it is kept.</summary>
    public const int LongestJson = 64_000;

    private const int MostApprovals = 10;
    private const int MostProtected = 100;
    private const int MostWindows = 21;
    private const int LongestPattern = 500;
    private const decimal MostMoney = 1_000_000_000_000m;

    /// <summary>Reads it.</summary>
    /// <returns>The policy, and what is wrong with it.</returns>
    public (RunPolicy Policy, ImmutableArray<ProblemError> Faults) Read()
    {
        var errors = ImmutableArray.CreateBuilder<ProblemError>();
        if (Approvals is < 1 or > MostApprovals)
        {
            errors.Add(new($"State a number from 1 to {MostApprovals}.", "/approvals"));
        }

        if (TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            errors.Add(new("There is no such time zone; state one as Europe/Berlin.", "/timeZone"));
        }

        var patterns = Protected ?? [];
        if (patterns.Length > MostProtected)
        {
            errors.Add(new($"State at most {MostProtected}.", "/protected"));
        }

        errors.AddRange(
            patterns
                .Index()
                .Where(p => p.Item.Length is 0 or > LongestPattern || p.Item.Any(char.IsControl))
                .Select(p => new ProblemError(
                    "State a type as aws_db_instance, or an address as aws_s3_bucket.uploads*.",
                    $"/protected/{p.Index}"
                ))
        );
        if (Windows is { Length: > MostWindows })
        {
            errors.Add(new($"State at most {MostWindows}.", "/windows"));
        }

        var policy = new RunPolicy
        {
            Approvals = Approvals ?? 1,
            SelfApproval = SelfApproval,
            NewFindings = NewFindings ?? FindingLimit.Any,
            MonthlyCost = Money(MonthlyCost, "/monthlyCost", errors),
            MonthlyIncrease = Money(MonthlyIncrease, "/monthlyIncrease", errors),
            Uncertain = Uncertain ?? Uncertainty.Block,
            Protected = patterns,
            Windows =
            [
                .. (Windows ?? []).Take(MostWindows).Select((w, i) => Window(w, i, errors)).OfType<ApplyWindow>(),
            ],
            TimeZone = TimeZone ?? RunPolicy.Default.TimeZone,
            Supersede = Supersede ?? false,
        };
        return (policy, errors.ToImmutable());
    }

    private static decimal? Money(string? text, string pointer, ImmutableArray<ProblemError>.Builder errors)
    {
        if (text is null)
        {
            return null;
        }

        if (
            decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && amount <= MostMoney
        )
        {
            return amount;
        }

        errors.Add(new("State an amount as 700 or 700.50, without a currency.", pointer));
        return null;
    }

    private static ApplyWindow? Window(
        ApplyWindowRequest request,
        int place,
        ImmutableArray<ProblemError>.Builder errors
    )
    {
        if (request.Days.IsDefaultOrEmpty)
        {
            errors.Add(new("State the days on which it begins, as monday.", $"/windows/{place}/days"));
        }

        var from = Clock(request.From, $"/windows/{place}/from", errors);
        var to = Clock(request.To, $"/windows/{place}/to", errors);
        return request.Days.IsDefaultOrEmpty || from is null || to is null
            ? null
            : new([.. request.Days.Distinct()], from.Value, to.Value);
    }

    private static TimeOnly? Clock(string text, string pointer, ImmutableArray<ProblemError>.Builder errors)
    {
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock))
        {
            return clock;
        }

        errors.Add(new("State a time as 09:00.", pointer));
        return null;
    }
}

/// <summary>An environment's policy.</summary>
/// <param name="Environment">Whose.</param>
/// <param name="Policy">What it asks.</param>
/// <param name="Version">Rises with every change; 0 while nobody has given it one.</param>
/// <param name="ChangedBy">Who changed it last, a person's id.</param>
/// <param name="ChangedAt">When.</param>
[ApiExample(
    """
        {"environment": "production", "policy": {"approvals": 2, "selfApproval": false, "newFindings": "low", "monthlyCost": "900", "monthlyIncrease": "50", "uncertain": "block", "protected": ["aws_db_instance"], "windows": [], "timeZone": "Etc/UTC", "supersede": true}, "version": 3, "changedBy": "usr-06f3k7z9m1b8qd2v5x4c", "changedAt": "2026-11-27T09:30:00+00:00"}
        """
)]
internal sealed record PolicyResponse(
    string Environment,
    PolicyRequest Policy,
    int Version,
    string? ChangedBy,
    DateTimeOffset? ChangedAt
)
{
    public static PolicyResponse Of(string environment, WorkspacePolicy? stored) =>
        new(
            environment,
            Content(stored?.Policy ?? RunPolicy.Default),
            stored?.Version ?? 0,
            stored?.ChangedBy,
            stored?.ChangedAt
        );

    private static PolicyRequest Content(RunPolicy policy) =>
        new(
            policy.Approvals,
            policy.SelfApproval,
            policy.NewFindings,
            Text(policy.MonthlyCost),
            Text(policy.MonthlyIncrease),
            policy.Uncertain,
            policy.Protected,
            [.. policy.Windows.Select(w => new ApplyWindowRequest(w.Days, Text(w.From), Text(w.To)))],
            policy.TimeZone,
            policy.Supersede
        );

    private static string? Text(decimal? amount) => amount?.ToString(CultureInfo.InvariantCulture);

    private static string Text(TimeOnly clock) => clock.ToString("HH:mm", CultureInfo.InvariantCulture);
}
