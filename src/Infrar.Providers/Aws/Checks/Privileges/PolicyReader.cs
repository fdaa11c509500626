using System.Collections.Immutable;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Reads policies of one graph: JSON text, <c>jsonencode</c>, or the data source that writes them.</summary>
internal sealed class PolicyReader(ResourceGraph graph, ArnText arns)
{
    private const string DataSource = "aws_iam_policy_document";

    private static readonly ImmutableArray<string> Unknown = [Unknowns.Anything.ToString()];

    /// <summary>The policy; null where it is not known.</summary>
    public PolicyDocument? Read(Value value)
    {
        if (value.AsJson() is Value.MapOf structure)
        {
            return new([.. OneOrMore(structure["Statement"]).OfType<Value.MapOf>().Select(FromStructure)]);
        }

        return
            value is Value.Reference or Value.Expression or Value.Template or Value.Unknown
            && graph.Follow(value) is { Type: DataSource } source
            ? FromBlocks(source)
            : null;
    }

    private Statement FromStructure(Value.MapOf statement) =>
        new()
        {
            Sid = statement["Sid"].AsText() ?? "",
            IsAllow = statement["Effect"].AsText() == "Allow",
            Actions = Texts(statement["Action"]),
            NotActions = Texts(statement["NotAction"]),
            Resources = Texts(statement["Resource"]),
            NotResources = Texts(statement["NotResource"]),
            Principals = PrincipalsOf(statement["Principal"]),
            Conditions =
            [
                .. Entries(statement["Condition"])
                    .SelectMany(o => Entries(o.Value).Select(k => new PolicyCondition(o.Key, k.Key, Texts(k.Value)))),
            ],
        };

    private ImmutableArray<Principal> PrincipalsOf(Value value) =>
        value is Value.MapOf
            ? [.. Entries(value).SelectMany(e => Texts(e.Value).Select(id => new Principal(e.Key, id)))]
            : [.. Texts(value).Select(id => new Principal("*", id))];

    private static PolicyDocument FromBlocks(Resource source)
    {
        var statements = source["statement"].Items().OfType<Value.MapOf>().Select(FromBlock);
        // What other documents add is not read here: it may allow anything.
        var hasMore =
            source.Attributes["source_policy_documents"] is not Value.Null
            || source.Attributes["override_policy_documents"] is not Value.Null;
        return new([
            .. statements,
            .. hasMore
                ?
                [
                    new Statement
                    {
                        IsAllow = true,
                        Actions = Unknown,
                        Resources = Unknown,
                    },
                ]
                : (Statement[])[],
        ]);
    }

    private static Statement FromBlock(Value.MapOf statement) =>
        new()
        {
            Sid = statement["sid"].AsText() ?? "",
            IsAllow = statement["effect"].AsText() is null or "Allow",
            Actions = Known(statement["actions"]),
            NotActions = Known(statement["not_actions"]),
            Resources = Known(statement["resources"]),
            NotResources = Known(statement["not_resources"]),
            Principals =
            [
                .. statement["principals"]
                    .Items()
                    .SelectMany(p =>
                        Known(p.At("identifiers")).Select(id => new Principal(p.At("type").AsText() ?? "*", id))
                    ),
            ],
            Conditions =
            [
                .. statement["condition"]
                    .Items()
                    .Select(c => new PolicyCondition(
                        c.At("test").AsText() ?? "",
                        c.At("variable").AsText() ?? "",
                        Known(c is Value.MapOf map ? map["values"] : Value.None)
                    )),
            ],
        };

    // A plan tells which resources an expression refers to, and not what it makes of them: "${bucket.arn}/*" reads like the
    // bucket's own ARN. What is not written out is therefore anything.
    private static ImmutableArray<string> Known(Value value) =>
        value switch
        {
            Value.Null => [],
            Value.ListOf or Value.Blocks => [.. value.Items().SelectMany(item => Known(item))],
            _ => value.AsText() is { } text ? [text] : Unknown,
        };

    private ImmutableArray<string> Texts(Value value) =>
        value switch
        {
            Value.Null => [],
            Value.ListOf or Value.Blocks => [.. value.Items().Select(arns.Of)],
            _ => [arns.Of(value)],
        };

    private static IEnumerable<Value> OneOrMore(Value value) => value is Value.MapOf ? [value] : value.Items();

    private static ImmutableArray<KeyValuePair<string, Value>> Entries(Value value) =>
        value is Value.MapOf map ? map.Entries : [];
}
