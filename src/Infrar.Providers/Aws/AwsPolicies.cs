using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Aws;

/// <summary>Writes IAM policy documents.</summary>
internal static class AwsPolicies
{
    /// <summary>A document that allows the statements.</summary>
    public static Value.Json Allow(IEnumerable<PolicyStatement> statements) => Document(statements.Select(Statement));

    /// <summary>The trust policy of a role that an AWS service takes on, for this account's resources only.</summary>
    /// <param name="service">For example <c>ecs-tasks.amazonaws.com</c>.</param>
    /// <remarks>Without the condition another account could make the service act here (the confused deputy).</remarks>
    public static Value.Json AssumedBy(string service) =>
        Document([
            Map(
                ("Effect", "Allow"),
                ("Principal", Map(("Service", service))),
                ("Action", "sts:AssumeRole"),
                ("Condition", Map(("StringEquals", Map(("aws:SourceAccount", AwsAccount.Id)))))
            ),
        ]);

    /// <summary>A document of statements as they stand.</summary>
    public static Value.Json Document(IEnumerable<Value.MapOf> statements) =>
        new(Map(("Version", "2012-10-17"), ("Statement", List(statements))));

    private static Value.MapOf Statement(PolicyStatement statement) =>
        Map(
            ("Sid", statement.Sid),
            ("Effect", "Allow"),
            ("Action", List(statement.Actions)),
            ("Resource", List(statement.Resources)),
            ("Condition", statement.Condition.Entries.IsEmpty ? Value.None : statement.Condition)
        );
}
