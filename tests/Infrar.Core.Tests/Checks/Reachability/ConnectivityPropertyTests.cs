using CsCheck;
using Infrar.Core.Checks.Reachability;

namespace Infrar.Core.Tests.Checks.Reachability;

/// <summary>The engine against a model that follows every packet by itself, on a thousand random networks.</summary>
public sealed class ConnectivityPropertyTests
{
    private const int Networks = 1000;

    // The same networks on every run; a failure prints the seed of its own.
    private const string Seed = "0004hX2vpQ81";

    [Fact]
    public void Connectivity_agrees_with_following_every_packet()
    {
        var seen = new Dictionary<Extent, int>();

        RandomNetworks.Asked.Sample(
            asked =>
            {
                var (model, question) = asked;
                var expected = Followed(model, question);

                var network = new EngineNetwork(model);

                Assert.Equal(expected, network.Ask(question, Bound.Most).Extent);
                Assert.Equal(expected, network.Ask(question, Bound.Least).Extent);
                lock (seen)
                {
                    seen[expected] = seen.GetValueOrDefault(expected) + 1;
                }
            },
            seed: Seed,
            iter: Networks
        );

        // Networks in which everything or nothing passes would prove little.
        Assert.All(
            Enum.GetValues<Extent>(),
            e => Assert.True(seen.GetValueOrDefault(e) > Networks / 25, $"{e}: {seen.GetValueOrDefault(e)}")
        );
    }

    [Fact]
    public void What_is_known_in_part_lies_between_its_bounds() =>
        Gen.Select(RandomNetworks.Asked, Gen.Int[0, 1000000])
            .Sample(
                (asked, seed) =>
                {
                    var (model, question) = asked;
                    var random = new Random(seed);
                    var isHidden = Enumerable.Range(0, 400).Select(_ => random.Next(8) == 0).ToArray();
                    var network = new EngineNetwork(model, n => isHidden[n]);

                    var truth = Followed(model, question);

                    Assert.True(network.Ask(question, Bound.Least).Extent <= truth);
                    Assert.True(network.Ask(question, Bound.Most).Extent >= truth);
                },
                seed: Seed,
                iter: Networks
            );

    [Fact]
    public void A_path_breaks_exactly_where_not_everything_passes() =>
        RandomNetworks.Asked.Sample(
            asked =>
            {
                var (model, question) = asked;

                var answer = new EngineNetwork(model).Ask(question, Bound.Most);

                Assert.Equal(answer.Extent is not Extent.Always, answer.Path.Any(s => s.Breaks));
                Assert.True(answer.Path.Count(s => s.Breaks) <= 1);
                Assert.DoesNotContain(answer.Path.SkipLast(1), s => s.Breaks);
            },
            seed: Seed,
            iter: Networks
        );

    [Fact]
    public void Open_ports_agree_with_following_every_packet() =>
        RandomNetworks.Asked.Sample(
            asked =>
            {
                var (model, question) = asked;
                int[] ports = [0, 1, 2, 3, 4, 5, 6, 9, 65535];
                var network = new EngineNetwork(model);

                var open = Connectivity.PortsOpen(
                    network.Network,
                    network.At(question.From),
                    network.At(question.To),
                    6,
                    Bound.Least
                );

                Assert.Equal(
                    ports.Where(p => model.Count(question.From, question.To, 6, p).Arrived > 0),
                    ports.Where(p => open.Contains((UInt128)p))
                );
            },
            seed: Seed,
            iter: Networks / 4
        );

    [Fact]
    public void A_rule_is_needed_by_exactly_those_whose_packets_it_speaks_of() =>
        RandomNetworks.Needed.Sample(
            needed =>
            {
                var (model, questions) = needed;
                var network = new EngineNetwork(model);
                Need[] needs =
                [
                    .. questions.Select(
                        (q, i) => new Need(network.At(q.From), network.At(q.To), new(q.Protocol, q.Port), $"need {i}")
                    ),
                ];

                var uses = RuleUse
                    .Of(network.Network, needs)
                    .ToDictionary(u => u.Rule.Stated, u => u.Needs.Select(n => n.Reason).ToArray());

                for (var group = 0; group < model.Groups.Length; group++)
                {
                    foreach (var (n, rule) in model.Groups[group].Rules.Index())
                    {
                        Assert.Equal(
                            questions
                                .Index()
                                .Where(q =>
                                    model.Speaks(rule, group, q.Item.From, q.Item.To, q.Item.Protocol, q.Item.Port)
                                )
                                .Select(q => $"need {q.Index}"),
                            uses[$"rule.{group}.{n}"]
                        );
                    }
                }
            },
            seed: Seed,
            iter: Networks
        );

    private static Extent Followed(PacketModel model, PacketQuestion question) =>
        model.Count(question.From, question.To, question.Protocol, question.Port) switch
        {
            (_, 0) => Extent.Never,
            var (sent, arrived) when sent == arrived => Extent.Always,
            _ => Extent.Partly,
        };
}
