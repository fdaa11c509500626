using System.CommandLine;

namespace Infrar.Rehearsal.Commands;

/// <summary>The whole command line.</summary>
internal static class RehearsalCommand
{
    private const string Description = """
        Stands in for cloud providers, so that the real tofu or terraform can init, validate, plan, apply and destroy
        a configuration without a network, an account or a bill.

        Examples:
          infrar-rehearsal serve --cloud cloud.json --providers aws,cloudflare
              then, elsewhere: TF_REATTACH_PROVIDERS='the line it printed' terraform plan
          infrar-rehearsal mirror ./mirror --cloud cloud.json
              then: TF_CLI_CONFIG_FILE=./mirror/tofu.rc tofu init
          infrar-rehearsal cloud cloud.json

        Checked: arguments, types, well-known value ranges and combinations, names that must be unique, references to
        things that do not exist, deletions of things still in use.
        Not checked: permissions, quotas, prices, most lists of allowed values, names taken by other people, whether a
        size is offered in a region, and anything that happens on the created machines and networks.
        """;

    public static RootCommand Create() =>
        new(Description)
        {
            ServeCommand.Create(),
            PluginCommand.Create(),
            MirrorCommand.Create(),
            CloudCommand.Create(),
        };
}
