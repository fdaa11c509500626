using System.Collections.Frozen;
using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Checks.Reachability;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>The networks of a graph as AWS runs them, made of its resources alone.</summary>
internal sealed class AwsNetwork
{
    private readonly FrozenDictionary<string, Member> _members;

    private AwsNetwork(CheckScope scope)
    {
        var graph = scope.Graph;
        var groups = new GroupReader(graph);
        var lists = new AccessListReader(graph);
        Lists = lists.Lists;
        var subnets = new SubnetReader(graph, lists).Subnets().ToDictionary(s => s.Id, StringComparer.Ordinal);
        Model = new(subnets.Values, groups.Groups());
        Members = [.. new MemberReader(graph, groups, subnets).Members()];
        _members = Members.ToFrozenDictionary(m => m.Resource.Address, StringComparer.Ordinal);
        Forwards = [.. new ForwardReader(graph, _members).Forwards()];
    }

    /// <summary>What packets meet.</summary>
    public NetworkModel Model { get; }

    /// <summary>Everything with network interfaces.</summary>
    public ImmutableArray<Member> Members { get; }

    /// <summary>What load balancers send where.</summary>
    public ImmutableArray<Forward> Forwards { get; }

    /// <summary>Access lists with the resources that state them.</summary>
    public ImmutableArray<(Resource Resource, AccessList List)> Lists { get; }

    /// <summary>The network of what is checked, made once.</summary>
    public static AwsNetwork Of(CheckScope scope) => scope.Model(s => new AwsNetwork(s));

    /// <summary>The member at that address, or null.</summary>
    public Member? Find(string address) => _members.GetValueOrDefault(address);
}
