using System.Collections.Immutable;

namespace Infrar.Core.Checks.Reachability;

/// <summary>The ways that packets take between two places: one for each route that some of the addresses take.</summary>
internal static class Lanes
{
    private const string ToGateway = "to the internet gateway";

    /// <summary>The ways; at least one.</summary>
    public static IEnumerable<Lane> Of(Question question)
    {
        if (question.IsFromVague || question.IsToVague)
        {
            var vague = question.IsFromVague ? question.From : question.To;
            return
            [
                LaneOf(
                    question,
                    [GroupGates.Out(question), GroupGates.In(question), WayGates.Unknown(question, vague)]
                ),
            ];
        }

        return (question.FromPlace.Subnet, question.ToPlace.Subnet) switch
        {
            (null, null) => [LaneOf(question, [])],
            (null, { } to) => [LaneOf(question, FromInternet(question, to))],
            ({ } from, null) => ByRoute(question, from, ToInternet),
            ({ } from, { } to) when from.Id == to.Id =>
            [
                LaneOf(question, [GroupGates.Out(question), GroupGates.In(question)]),
            ],
            ({ } from, { } to) => ByRoute(question, from, (asked, route) => Inside(asked, from, to, route)),
        };
    }

    private static IEnumerable<Lane> ByRoute(
        Question question,
        Subnet from,
        Func<Question, Route?, IEnumerable<Gate>> gates
    ) =>
        from part in @from.Routes.Divide(question.Destination)
        let asked = question with
        {
            Destination = part.Addresses,
        }
        select LaneOf(asked, gates(asked, part.Route));

    private static Lane LaneOf(Question question, IEnumerable<Gate> gates) =>
        new(question.Source, question.Destination, question.PortsOf, [.. gates]);

    private static ImmutableArray<Gate> FromInternet(Question question, Subnet to) =>
        [
            WayGates.PublicAddress(question, question.To, question.ToPlace, End.Destination),
            WayGates.Routes(question, to, End.Source, WayGates.LeadsToInternet, ToGateway),
            .. WayGates.Filter(question, to, Direction.In, End.Source, PortOf.Service),
            GroupGates.In(question),
            .. WayGates.Filter(question, to, Direction.Out, End.Source, PortOf.Client),
        ];

    private static IEnumerable<Gate> ToInternet(Question question, Route? route)
    {
        var from = question.FromPlace.Subnet ?? throw new InvalidOperationException("The source stands nowhere.");
        return
        [
            GroupGates.Out(question),
            .. WayGates.Filter(question, from, Direction.Out, End.Destination, PortOf.Service),
            .. route?.Target switch
            {
                RouteTarget.Internet { OutOnly: false } =>
                [
                    WayGates.Routes(question, from, End.Destination, WayGates.LeadsToInternet, ToGateway),
                    WayGates.PublicAddress(question, question.From, question.FromPlace, End.Source),
                ],
                RouteTarget.Translator translator when !question.IsVersion6 => Translated(question, from, translator),
                _ =>
                [
                    WayGates.Routes(
                        question,
                        from,
                        End.Destination,
                        t => question.IsVersion6 && t is RouteTarget.Internet,
                        "to the internet"
                    ),
                ],
            },
            .. WayGates.Filter(question, from, Direction.In, End.Destination, PortOf.Client),
        ];
    }

    private static IEnumerable<Gate> Translated(Question question, Subnet from, RouteTarget.Translator translator)
    {
        yield return WayGates.Routes(
            question,
            from,
            End.Destination,
            t => t is RouteTarget.Translator,
            $"through {translator.Id}"
        );
        if (question.Network.FindSubnet(translator.Subnet) is not { } beside)
        {
            yield return WayGates.Unknown(question, question.From);
            yield break;
        }

        var isElsewhere = beside.Id != from.Id;
        Gate[] gates =
        [
            .. isElsewhere ? WayGates.Filter(question, beside, Direction.In, End.Source, PortOf.Service) : [],
            WayGates.Routes(question, beside, End.Destination, WayGates.LeadsToInternet, ToGateway),
            .. WayGates.Filter(question, beside, Direction.Out, End.Destination, PortOf.Service),
            .. WayGates.Filter(question, beside, Direction.In, End.Destination, PortOf.Translator),
            .. isElsewhere
                ?
                [
                    WayGates.Routes(question, beside, End.Source, t => t is RouteTarget.Local, $"back to {from.Id}"),
                    .. WayGates.Filter(question, beside, Direction.Out, End.Source, PortOf.Client),
                ]
                : Array.Empty<Gate>(),
        ];
        foreach (var gate in gates)
        {
            yield return gate;
        }
    }

    private static ImmutableArray<Gate> Inside(Question question, Subnet from, Subnet to, Route? _) =>
        [
            GroupGates.Out(question),
            .. WayGates.Filter(question, from, Direction.Out, End.Destination, PortOf.Service),
            WayGates.Routes(question, from, End.Destination, Between(from, to), $"to {to.Id}"),
            .. WayGates.Filter(question, to, Direction.In, End.Source, PortOf.Service),
            GroupGates.In(question),
            .. WayGates.Filter(question, to, Direction.Out, End.Source, PortOf.Client),
            WayGates.Routes(question, to, End.Source, Between(to, from), $"back to {from.Id}"),
            .. WayGates.Filter(question, from, Direction.In, End.Destination, PortOf.Client),
        ];

    private static Func<RouteTarget, bool> Between(Subnet from, Subnet to) =>
        target =>
            target switch
            {
                RouteTarget.Local => from.Network == to.Network,
                RouteTarget.Peer peer => peer.Network == to.Network,
                _ => false,
            };
}
