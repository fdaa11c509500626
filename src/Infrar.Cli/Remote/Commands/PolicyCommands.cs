using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infrar.Cli.Reports;

namespace Infrar.Cli.Remote.Commands;

/// <summary><c>infrar workspace policy</c>: what an environment asks of its runs before they may be applied.</summary>
internal static class PolicyCommands
{
    private const string Nothing = "none";

    private static readonly Option<int?> _approvals = new("--approvals")
    {
        Description = "How many people have to approve a plan, 1 to 10.",
        HelpName = "COUNT",
    };

    private static readonly Option<string?> _selfApproval = Choice(
        "--self-approval",
        "Whether whoever asked for a run may approve it; auto: not in production while somebody else could.",
        "yes",
        "no",
        "auto"
    );

    private static readonly Option<string?> _newFindings = Choice(
        "--new-findings",
        "The gravest finding that a plan may add.",
        "none",
        "low",
        "medium",
        "high",
        "any"
    );

    private static readonly Option<string?> _monthlyCost = new("--monthly-cost")
    {
        Description = "Most that a month may cost afterwards, as 700; none for no limit.",
        HelpName = "AMOUNT",
    };

    private static readonly Option<string?> _monthlyIncrease = new("--monthly-increase")
    {
        Description = "Most that a plan may add to a month's cost; none for no limit.",
        HelpName = "AMOUNT",
    };

    private static readonly Option<string?> _uncertain = Choice(
        "--uncertain",
        "What becomes of a plan of which it cannot be known whether it keeps to the policy.",
        "block",
        "allow"
    );

    private static readonly Option<string[]> _protect = new("--protect")
    {
        Description =
            "A type, or an address with *, that no plan may destroy or replace; repeatable, replaces those before; none for none.",
        HelpName = "PATTERN",
    };

    private static readonly Option<string[]> _window = new("--window")
    {
        Description =
            "When plans may be approved, as 'monday,tuesday 09:00-16:00'; repeatable, replaces those before; none for always.",
        HelpName = "WHEN",
    };

    private static readonly Option<string?> _timeZone = new("--time-zone")
    {
        Description = "Whose clock the windows go by, as Europe/Berlin.",
        HelpName = "ZONE",
    };

    private static readonly Option<string?> _supersede = Choice(
        "--supersede",
        "Whether a new run takes the place of older ones that nobody has approved.",
        "yes",
        "no"
    );

    /// <summary>Builds the group.</summary>
    public static CommandGroup Create() =>
        new(
            "policy",
            "What an environment asks of its runs before they may be applied.",
            [
                new("infrar workspace policy show -e production", "as it stands"),
                new(
                    "infrar workspace policy set -e production --approvals 2 --monthly-cost 900",
                    "what is not named stays"
                ),
            ],
            Show(),
            Set()
        );

    private static RemoteCommand Show() =>
        new(
            "show",
            "Show an environment's policy.",
            [WorkspaceCommands.Environment, RemoteOptions.Project],
            [new("infrar workspace policy show -e production", "and who changed it last")],
            (connection, cancellationToken) =>
                WorkspaceCommands.WithWorkspaceAsync(
                    connection,
                    (path, _) => connection.ShowAsync(ApiRequest.Get($"{path}/policy"), Report, cancellationToken),
                    cancellationToken
                )
        );

    private static RemoteCommand Set() =>
        new(
            "set",
            "Change an environment's policy; what is not named stays. For owners of the team.",
            [
                WorkspaceCommands.Environment,
                _approvals,
                _selfApproval,
                _newFindings,
                _monthlyCost,
                _monthlyIncrease,
                _uncertain,
                _protect,
                _window,
                _timeZone,
                _supersede,
                RemoteOptions.Project,
            ],
            [
                new("infrar workspace policy set -e production --approvals 2 --self-approval no", "four eyes"),
                new(
                    "infrar workspace policy set -e production --monthly-cost 900 --new-findings low",
                    "limits of a plan"
                ),
                new(
                    "infrar workspace policy set -e production --protect aws_db_instance --protect 'aws_s3_bucket.uploads*'",
                    "never destroyed by mistake"
                ),
                new(
                    "infrar workspace policy set -e production --window 'monday,thursday 09:00-16:00' --time-zone Europe/Dublin",
                    "when somebody is there"
                ),
            ],
            (connection, cancellationToken) =>
                WorkspaceCommands.WithWorkspaceAsync(
                    connection,
                    (path, environment) =>
                        VersionedEdit.PutAsync(
                            connection,
                            $"{path}/policy",
                            there => Edited(connection.Parse, there),
                            now => $"{environment} has version {now.Text("version")} of its policy.",
                            cancellationToken
                        ),
                    cancellationToken
                )
        );

    private static JsonObject Edited(ParseResult parse, JsonElement there)
    {
        var policy = JsonObject.Create(there.GetProperty("policy"))!;
        if (parse.GetValue(_approvals) is { } approvals)
        {
            policy["approvals"] = approvals;
        }

        if (parse.GetValue(_selfApproval) is { } self)
        {
            policy["selfApproval"] = self is "auto" ? null : self is "yes";
        }

        if (parse.GetValue(_supersede) is { } supersede)
        {
            policy["supersede"] = supersede is "yes";
        }

        foreach (
            var (option, field) in new[]
            {
                (_newFindings, "newFindings"),
                (_monthlyCost, "monthlyCost"),
                (_monthlyIncrease, "monthlyIncrease"),
                (_uncertain, "uncertain"),
                (_timeZone, "timeZone"),
            }
        )
        {
            if (parse.GetValue(option) is { } text)
            {
                policy[field] = text is Nothing && option != _newFindings ? null : text;
            }
        }

        if (parse.GetValue(_protect) is { Length: > 0 } patterns)
        {
            policy["protected"] = new JsonArray([
                .. patterns.Where(p => p is not Nothing).Select(p => (JsonNode?)JsonValue.Create(p)),
            ]);
        }

        if (parse.GetValue(_window) is { Length: > 0 } windows)
        {
            policy["windows"] = new JsonArray([.. windows.Where(w => w is not Nothing).Select(Window)]);
        }

        return policy;
    }

    // 'monday,tuesday 09:00-16:00'; what does not look so is told by the server, field by field.
    private static JsonNode Window(string text)
    {
        var parts = text.Split(' ', 2, StringSplitOptions.TrimEntries);
        var clock = parts.ElementAtOrDefault(1)?.Split('-', 2, StringSplitOptions.TrimEntries) ?? [];
        return new JsonObject
        {
            ["days"] = new JsonArray([
                .. parts[0]
                    .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Select(d => (JsonNode?)JsonValue.Create(d.ToLowerInvariant())),
            ]),
            ["from"] = clock.ElementAtOrDefault(0) ?? "",
            ["to"] = clock.ElementAtOrDefault(1) ?? "",
        };
    }

    private static Report Report(JsonElement found)
    {
        var policy = found.GetProperty("policy");
        return new Report(
            "",
            found.Text("version") is "0"
                ? $"{found.Text("environment")} has no policy of its own; this is what holds."
                : $"Version {found.Text("version")} of the policy of {found.Text("environment")}.",
            JsonTable.Facts(
                ("Approvals", policy.Text("approvals")),
                (
                    "Self-approval",
                    policy.Text("selfApproval") is ""
                        ? "not in production while somebody else could"
                        : policy.Text("selfApproval")
                ),
                ("New findings", $"{policy.Text("newFindings")}"),
                ("Monthly cost", AtMost(policy.Text("monthlyCost"))),
                ("Monthly increase", AtMost(policy.Text("monthlyIncrease"))),
                ("Uncertain", policy.Text("uncertain")),
                ("Protected", policy.Text("protected")),
                (
                    "Windows",
                    string.Join(
                        "; ",
                        policy.Items("windows").Select(w => $"{w.Text("days")} {w.Text("from")}-{w.Text("to")}")
                    )
                ),
                ("Time zone", policy.Text("timeZone")),
                ("Supersede", policy.Text("supersede")),
                ("Changed by", found.Text("changedBy")),
                ("Changed", found.Time("changedAt"))
            )
        );
    }

    private static string AtMost(string amount) => amount is "" ? "" : $"at most {amount}";

    private static Option<string?> Choice(string name, string description, params string[] values)
    {
        var option = new Option<string?>(name) { Description = description };
        option.AcceptOnlyFromAmong(values);
        return option;
    }
}
