using Infrar.Core.Resources;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Tests.Checks.Privileges;

/// <summary>Policies of hand-made resources, in few words.</summary>
internal static class Policies
{
    /// <summary>A document of statements.</summary>
    public static Value.Json Document(params Value.MapOf[] statements) =>
        new(Map(("Version", "2012-10-17"), ("Statement", List(statements))));

    /// <summary>A statement that allows actions on a resource.</summary>
    public static Value.MapOf Allow(string[] actions, params string[] resources) =>
        Map(("Effect", "Allow"), ("Action", List(actions)), ("Resource", List(resources)));

    /// <summary>A statement that allows an action on resources.</summary>
    public static Value.MapOf Allow(string action, params string[] resources) => Allow([action], resources);

    /// <summary>The statement with one more element.</summary>
    public static Value.MapOf With(this Value.MapOf statement, string name, Value value) =>
        new([.. statement.Entries.Where(e => e.Key != name), KeyValuePair.Create(name, value)]);

    /// <summary>A condition.</summary>
    public static Value.MapOf If(string @operator, string key, string value) => Map((@operator, Map((key, value))));

    /// <summary>A policy that stands alone.</summary>
    public static Resource Policy(params Value.MapOf[] statements) =>
        Checking.Aws("aws_iam_policy", "p", ("name", "p"), ("policy", Document(statements)));

    /// <summary>A role that a service takes on for this account.</summary>
    public static Resource Role(string service, string name = "r") =>
        Role(name, Trust(Map(("Service", service)), If("StringEquals", "aws:SourceAccount", "111122223333")));

    /// <summary>A role with a trust policy.</summary>
    public static Resource Role(string name, Value trust) =>
        Checking.Aws("aws_iam_role", name, ("name", name), ("assume_role_policy", trust));

    /// <summary>A trust policy.</summary>
    public static Value Trust(Value principal, Value? condition = null) =>
        Document(
            Map(
                ("Effect", "Allow"),
                ("Principal", principal),
                ("Action", "sts:AssumeRole"),
                ("Condition", condition ?? Value.None)
            )
        );

    /// <summary>A policy of a role.</summary>
    public static Resource Held(string role, params Value.MapOf[] statements) =>
        Checking.Aws(
            "aws_iam_role_policy",
            role,
            ("name", role),
            ("role", Ref($"aws_iam_role.{role}", "id")),
            ("policy", Document(statements))
        );
}
