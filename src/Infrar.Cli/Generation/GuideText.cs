using System.Collections.Immutable;
using System.Text;
using Infrar.Core.Placements;

namespace Infrar.Cli.Generation;

/// <summary>The README of a generated folder: how to use it without Infrar.</summary>
internal static class GuideText
{
    /// <summary>The guide.</summary>
    /// <param name="placement">What was placed.</param>
    /// <param name="configuration">The files beside it.</param>
    /// <param name="variables">Variables that whoever applies must set.</param>
    public static string Of(
        Placement placement,
        ImmutableSortedDictionary<string, string> configuration,
        ImmutableArray<TofuVariable> variables
    )
    {
        var system = placement.System;
        var text = new StringBuilder();
        text.Append("# ").Append(system.Name).Append(", ").Append(system.Environment).Append("\n\n");
        text.Append("Placed under *").Append(system.Strategy.Title).Append("* and written by `infrar generate`. ");
        text.Append("These files are yours: they need OpenTofu or Compose and nothing of Infrar.\n");
        if (GeneratedFiles.IsTofu(configuration))
        {
            AppendTofu(text, variables);
        }

        if (GeneratedFiles.IsCompose(configuration))
        {
            text.Append("\n## Start it on this computer\n\n```sh\ndocker compose up --detach\n```\n\n");
            text.Append(
                "`.env.example` explains the variables that Compose fills in; copy it to `.env` and set them first.\n"
            );
        }

        text.Append("\n## What is here\n\n");
        text.Append("| component | runs on | region |\n| --- | --- | --- |\n");
        foreach (var component in placement.Components)
        {
            text.Append("| ").Append(component.Component.Title).Append(" | ").Append(component.OfferingTitle);
            text.Append(component.IsGenerated ? "" : " (not generated: set it up by hand)");
            text.Append(" | ").Append(component.Region is "" ? "–" : component.Region).Append(" |\n");
        }

        text.Append(
            "\n`COST.md` is the monthly cost line by line, `topology.svg` the picture, `topology.mmd` the same as Mermaid. "
        );
        text.Append(
            "`.infrar-generated.json` lists what Infrar wrote, so that a later `infrar generate` overwrites nothing that you changed.\n"
        );
        if (!placement.Notes.IsEmpty)
        {
            text.Append("\n## To know\n\n");
            foreach (var note in placement.Notes)
            {
                text.Append("- ").Append(note).Append('\n');
            }
        }

        return text.ToString();
    }

    private static void AppendTofu(StringBuilder text, ImmutableArray<TofuVariable> variables)
    {
        text.Append("\n## Apply it\n\n```sh\ntofu init\ntofu plan -out plan.bin\ntofu apply plan.bin\n```\n\n");
        text.Append(
            "`terraform` takes the same arguments. Credentials come from each provider's own environment variables. "
        );
        text.Append(
            "State is kept where the `backend` block says: make its bucket first, and give what it leaves open with `-backend-config`.\n"
        );
        if (!variables.IsEmpty)
        {
            text.Append("\nSet these variables first, for example as `TF_VAR_name`:\n\n");
            foreach (var variable in variables)
            {
                text.Append("- `").Append(variable.Name).Append("`: ").Append(variable.Description).Append('\n');
            }
        }
    }
}
