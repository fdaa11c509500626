using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Privileges;

/// <summary>Who may do what: the policies of a graph's roles, users and groups, and of what they act on.</summary>
internal sealed class Permissions
{
    // Policies that say what an identity may do.
    private static readonly (string Type, string Setting, string Identity, string IdentityType)[] Inline =
    [
        ("aws_iam_role_policy", "policy", "role", "aws_iam_role"),
        ("aws_iam_user_policy", "policy", "user", "aws_iam_user"),
        ("aws_iam_group_policy", "policy", "group", "aws_iam_group"),
    ];

    private static readonly (string Type, string Identity, string IdentityType)[] Attachments =
    [
        ("aws_iam_role_policy_attachment", "role", "aws_iam_role"),
        ("aws_iam_user_policy_attachment", "user", "aws_iam_user"),
        ("aws_iam_group_policy_attachment", "group", "aws_iam_group"),
        ("aws_iam_policy_attachment", "roles", "aws_iam_role"),
        ("aws_iam_policy_attachment", "users", "aws_iam_user"),
        ("aws_iam_policy_attachment", "groups", "aws_iam_group"),
    ];

    private readonly ResourceGraph _graph;
    private readonly PolicyReader _reader;
    private readonly Dictionary<string, List<HeldPolicy>> _byIdentity = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Type, string Name), Resource> _byName = [];
    private readonly Dictionary<string, HeldPolicy> _ownPolicies = new(StringComparer.Ordinal);

    private Permissions(ResourceGraph graph)
    {
        _graph = graph;
        Arns = new(graph);
        _reader = new(graph, Arns);
        foreach (var identity in OfTypes("aws_iam_role", "aws_iam_user", "aws_iam_group"))
        {
            if (identity["name"].AsText() is { } name)
            {
                _byName.TryAdd((identity.Type, name), identity);
            }
        }

        Identities = [.. ReadOwn(), .. ReadInline()];
        Attached = [.. ReadAttachments()];
        Trust = [.. OfTypes("aws_iam_role").Select(r => Held(r, "assume_role_policy"))];
        OnResources =
        [
            .. ResourcePolicies.Settings.SelectMany(s =>
                graph.OfType(s.Type).Where(r => r[s.Setting] is not Value.Null).Select(r => Held(r, s.Setting))
            ),
        ];
    }

    /// <summary>ARNs of the graph's resources.</summary>
    public ArnText Arns { get; }

    /// <summary>Policies that say what identities may do, each once, by the resource that states it.</summary>
    public ImmutableArray<HeldPolicy> Identities { get; }

    /// <summary>Attachments of policies that the graph does not state, such as AWS's own.</summary>
    public ImmutableArray<HeldPolicy> Attached { get; }

    /// <summary>Policies that say who may take on a role.</summary>
    public ImmutableArray<HeldPolicy> Trust { get; }

    /// <summary>Policies that say who may use a resource.</summary>
    public ImmutableArray<HeldPolicy> OnResources { get; }

    /// <summary>The model of what is checked.</summary>
    public static Permissions Of(CheckScope scope) => scope.Model(s => new Permissions(s.Graph));

    /// <summary>The policies of a role, user or group.</summary>
    public IReadOnlyList<HeldPolicy> Of(Resource identity) =>
        _byIdentity.TryGetValue(identity.Address, out var policies) ? policies : [];

    /// <summary>The role, user or group that a value names, by reference or by name; null for none of this graph.</summary>
    public Resource? Find(string type, Value value) =>
        _graph.Follow(value) is { } followed && followed.Type == type ? followed
        : value.AsText() is { } name && _byName.TryGetValue((type, name[(name.LastIndexOf('/') + 1)..]), out var named)
            ? named
        : null;

    /// <summary>Whether a role may do something. What a policy grants under a condition counts as granted.</summary>
    /// <param name="identity">Role, user or group.</param>
    /// <param name="action">For example <c>s3:GetObject</c>.</param>
    /// <param name="resource">ARN.</param>
    public Match Allows(Resource identity, string action, string resource)
    {
        var best = Match.No;
        foreach (var policy in Of(identity))
        {
            if (policy.Document is not { } document)
            {
                best = Larger(best, Match.Maybe);
                continue;
            }

            foreach (var statement in document.Statements)
            {
                var match = statement.Concerns(action, resource);
                if (!statement.IsAllow && match is Match.Yes && statement.Conditions.IsEmpty)
                {
                    return Match.No;
                }

                best = statement.IsAllow ? Larger(best, match) : best;
            }
        }

        return best;
    }

    private IEnumerable<HeldPolicy> ReadOwn()
    {
        foreach (var policy in _graph.OfType("aws_iam_policy"))
        {
            var held = Held(policy, "policy");
            _ownPolicies[policy.Address] = held;
            yield return held;
        }

        foreach (var role in _graph.OfType("aws_iam_role"))
        {
            foreach (var inline in role["inline_policy"].Items())
            {
                yield return Give(role, new(role, "inline_policy", _reader.Read(inline.At("policy"))));
            }
        }
    }

    private IEnumerable<HeldPolicy> ReadInline()
    {
        foreach (var (type, setting, identity, identityType) in Inline)
        {
            foreach (var policy in _graph.OfType(type))
            {
                var held = Held(policy, setting);
                yield return Find(identityType, policy[identity]) is { } owner ? Give(owner, held) : held;
            }
        }
    }

    private IEnumerable<HeldPolicy> ReadAttachments()
    {
        foreach (var role in _graph.OfType("aws_iam_role"))
        {
            foreach (var arn in role["managed_policy_arns"].Items())
            {
                if (Attach(role, "managed_policy_arns", arn, role) is { } attached)
                {
                    yield return attached;
                }
            }
        }

        foreach (var (type, setting, identityType) in Attachments)
        {
            foreach (var attachment in _graph.OfType(type))
            {
                var names = attachment[setting] is Value.ListOf list ? list.Items : [attachment[setting]];
                foreach (var name in names.Where(n => n is not Value.Null))
                {
                    var owner = Find(identityType, name);
                    if (Attach(attachment, "policy_arn", attachment["policy_arn"], owner) is { } attached)
                    {
                        yield return attached;
                    }
                }
            }
        }
    }

    // A policy of the graph is listed where it is stated; any other one where it is attached.
    private HeldPolicy? Attach(Resource holder, string setting, Value arn, Resource? owner)
    {
        if (_graph.Follow(arn) is { } policy && _ownPolicies.TryGetValue(policy.Address, out var own))
        {
            _ = owner is null ? own : Give(owner, own);
            return null;
        }

        var managed = ManagedPolicies.NameOf(arn.AsText() ?? "");
        var held = new HeldPolicy(holder, setting, ManagedPolicies.Find(managed), managed);
        return owner is null ? held : Give(owner, held);
    }

    private HeldPolicy Held(Resource holder, string setting) => new(holder, setting, _reader.Read(holder[setting]));

    private HeldPolicy Give(Resource identity, HeldPolicy policy)
    {
        if (!_byIdentity.TryGetValue(identity.Address, out var policies))
        {
            _byIdentity[identity.Address] = policies = [];
        }

        policies.Add(policy);
        return policy;
    }

    private IEnumerable<Resource> OfTypes(params string[] types) => types.SelectMany(_graph.OfType);

    private static Match Larger(Match one, Match other) => one > other ? one : other;
}
