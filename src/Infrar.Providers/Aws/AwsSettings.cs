using Infrar.Core.Manifests.Language;

namespace Infrar.Providers.Aws;

/// <summary>What a strategy may state for AWS beside its region.</summary>
internal static class AwsSettings
{
    private static readonly TextShape Name = new("^[a-z][a-z0-9-]{0,39}$", "lower-case letters, digits and dashes");

    /// <summary>The shape of <c>providers.aws</c>.</summary>
    public static ObjectShape Shape { get; } =
        new(
            new Field(
                "account",
                new TextShape
                {
                    MaxLength = 64,
                    Description =
                        "Account that everything is made in: its twelve-digit number, which the configuration then insists on, or a name for people.",
                }
            ),
            new Field(
                "containerInsights",
                new FlagShape
                {
                    Description =
                        "Whether ECS measures single tasks, which CloudWatch bills by the metric. False when left out: use of whole services is measured free of charge.",
                }
            ),
            new Field(
                "securityGroups",
                new MapShape(Name, SecurityGroup)
                {
                    Description =
                        "Security groups by name, in place of those derived from `uses` for what they attach to; kept as stated.",
                }
            ),
            new Field(
                "policies",
                new MapShape(Name, Policy)
                {
                    Description =
                        "IAM policies by name, in place of the derived one for the workloads they attach to; kept as stated.",
                }
            )
        );

    private static ObjectShape SecurityGroup =>
        new(
            new Field("description", new TextShape { MaxLength = 255, Description = "What the group is for." }),
            new Field(
                "attach",
                Texts("Components that carry the group, or `load-balancer` for the load balancer."),
                Required: true
            ),
            new Field("ingress", Rules("from", "Connections that are let in; none when left out.")),
            new Field("egress", Rules("to", "Connections that are let out; none when left out."))
        );

    private static ListShape Rules(string peer, string description) =>
        new(
            new ObjectShape(
                new Field(
                    "ports",
                    new ListShape(new NumberShape(0, 65535, Whole: true))
                    {
                        OrSingle = true,
                        Description = "Ports that the rule opens; left out only with the protocol `all`.",
                    }
                ),
                new Field(
                    "protocol",
                    new ChoiceShape("tcp", "udp", "icmp", "all") { Description = "Protocol; `tcp` when left out." }
                ),
                new Field(peer, Texts("Address blocks (CIDR) or names of groups stated here."), Required: true)
            )
        )
        {
            Description = description,
        };

    private static ObjectShape Policy =>
        new(
            new Field("attach", Texts("Workloads whose role carries the policy."), Required: true),
            new Field("document", PolicyDocument, Required: true)
        );

    private static ObjectShape PolicyDocument =>
        new(
            new Field("Version", new TextShape { Description = "Policy language version: `2012-10-17`." }),
            new Field("Id", new TextShape { Description = "Name of the document, for people." }),
            new Field(
                "Statement",
                new ListShape(Statement) { OrSingle = true, Description = "What is allowed or denied." },
                Required: true
            )
        )
        {
            Description = "IAM policy document with AWS's own field names.",
        };

    private static ObjectShape Statement =>
        new(
            new Field("Sid", new TextShape { Description = "Name of the statement." }),
            new Field("Effect", new ChoiceShape("Allow", "Deny") { Description = "Allow or Deny." }, Required: true),
            new Field("Principal", Named("Whom it concerns, by sort: `AWS`, `Service`. A role's own policy has none.")),
            new Field("Action", Texts("Actions it concerns, such as `secretsmanager:GetSecretValue`.")),
            new Field("NotAction", Texts("Actions it does not concern.")),
            new Field("Resource", Texts("ARNs it concerns; `*` for all.")),
            new Field("NotResource", Texts("ARNs it does not concern.")),
            new Field(
                "Condition",
                new MapShape(new TextShape(), Named("Key to values."))
                {
                    Description = "Operator to key to values, all of which must hold.",
                }
            )
        );

    private static MapShape Named(string description) =>
        new(new TextShape(), Texts("Values.")) { Description = description };

    private static ListShape Texts(string description) =>
        new(new TextShape()) { OrSingle = true, Description = description };
}
