using Infrar.Core.Checks.Reachability;

namespace Infrar.Providers.Aws.Checks.Network;

/// <summary>Says what would let a connection through, by where its way breaks.</summary>
internal static class Mending
{
    /// <summary>Address of what must change: where the way breaks, else who opens the connection.</summary>
    public static string PlaceOf(Answer answer, Need need) =>
        answer.Path.FirstOrDefault(s => s.Breaks) is { Address.Length: > 0 } broken ? broken.Address
        : need.From.Id.Length > 0 ? need.From.Id
        : need.To.Id;

    /// <summary>An imperative sentence with the setting.</summary>
    public static string Of(Answer answer, Need need, AwsNetwork network)
    {
        var place = PlaceOf(answer, need);
        var what = $"{Traffic.NameOf(need.Traffic.Protocol)} {need.Traffic.Port}";
        if (need.From.Groups.Contains(place))
        {
            return $"Add an egress rule to {place} for {what} to {PeerOf(need.To)}.";
        }

        if (need.To.Groups.Contains(place))
        {
            return $"Add an ingress rule to {place} for {what} from {PeerOf(need.From)}.";
        }

        return network.Lists.Any(l => l.List.Id == place)
            ? $"Let {place} allow {what} from {need.From.Name} to {need.To.Name}, and the answers to ports 1024-65535 the other way."
            : $"Change {place} so that packets go from {need.From.Name} to {need.To.Name} and back.";
    }

    private static string PeerOf(Endpoint endpoint) =>
        endpoint.IsInternet ? "0.0.0.0/0"
        : endpoint.Groups.IsEmpty ? $"the addresses of {endpoint.Name}"
        : endpoint.Groups[0];
}
