using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws.Edge;

/// <summary>One rule of a web application firewall.</summary>
/// <param name="Name">Unique in the firewall; also its metric's.</param>
/// <param name="Action"><c>allow</c> or <c>block</c>; empty for what a managed group decides itself.</param>
/// <param name="Statement">What it looks for.</param>
internal sealed record WebFirewallRule(string Name, string Action, Value.Blocks Statement)
{
    /// <summary>A group of rules that AWS keeps up.</summary>
    /// <param name="name">Name of the rule.</param>
    /// <param name="group">AWS's name of the group.</param>
    /// <param name="countOnly">Rule of the group that only counts; empty for none.</param>
    public static WebFirewallRule Managed(string name, string group, string countOnly = "") =>
        new(
            name,
            "",
            Block(
                (
                    "managed_rule_group_statement",
                    Block(
                        ("vendor_name", "AWS"),
                        ("name", group),
                        (
                            "rule_action_override",
                            countOnly.Length == 0
                                ? Value.None
                                : Block(("name", countOnly), ("action_to_use", Block(("count", Block()))))
                        )
                    )
                )
            )
        );

    /// <summary>The <c>visibility_config</c> block.</summary>
    public static Value.Blocks Visibility(string metric) =>
        Block(("cloudwatch_metrics_enabled", true), ("metric_name", metric), ("sampled_requests_enabled", true));

    /// <summary>The <c>rule</c> block.</summary>
    public Value.MapOf ToBlock(int priority) =>
        Map(
            ("name", Name),
            ("priority", priority),
            ("action", Action.Length == 0 ? Value.None : Block((Action, Block()))),
            ("override_action", Action.Length == 0 ? Block(("none", Block())) : Value.None),
            ("statement", Statement),
            ("visibility_config", Visibility(Name))
        );
}
