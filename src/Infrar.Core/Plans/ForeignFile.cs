using System.Text.Json;

namespace Infrar.Core.Plans;

/// <summary>Tells what a file is that somebody took for a plan, by the members that it begins with.</summary>
internal sealed class ForeignFile
{
    private const string ShowJson = "Give what `tofu show -json FILE` prints of a plan or a state.";

    private string? _what;
    private string _mend = "";

    /// <summary>Notes a member at the top of the document.</summary>
    internal void Note(ref Utf8JsonReader name)
    {
        if (name.ValueTextEquals("@level"u8))
        {
            Is(
                "The file is the log of `plan -json` or `apply -json`, a message a line, and holds no plan.",
                "Plan into a file and show that: `tofu plan -out=FILE`, then `tofu show -json FILE > plan.json`."
            );
        }
        else if (name.ValueTextEquals("lineage"u8) || name.ValueTextEquals("serial"u8))
        {
            Is(
                "The file is a raw state, whose form is the engine's own.",
                "Give what `tofu show -json` prints of it: `tofu show -json terraform.tfstate > state.json`."
            );
        }
        else if (name.ValueTextEquals("projects"u8) || name.ValueTextEquals("totalMonthlyCost"u8))
        {
            Is("The file is a cost estimate, as Infracost writes one, and not the plan it was made from.", ShowJson);
        }
        else if (name.ValueTextEquals("provider_schemas"u8))
        {
            Is("The file holds the schemas of providers, as `providers schema -json` prints them.", ShowJson);
        }
        else if (name.ValueTextEquals("valid"u8))
        {
            Is("The file holds what `validate -json` prints, and not a plan.", ShowJson);
        }
        else if (name.ValueTextEquals("resource"u8) || name.ValueTextEquals("terraform"u8))
        {
            Is("The file is configuration written as JSON, and not a plan of it.", ShowJson);
        }
    }

    /// <summary>Says what the file is instead of a plan.</summary>
    internal void Tell(PlanFaults faults) =>
        faults.OtherFile(
            _what ?? "The file is JSON, and neither a plan nor a state: it states no format_version.",
            _what is null ? ShowJson : _mend
        );

    /// <summary>Whether a member told what it is.</summary>
    internal bool IsKnown => _what is not null;

    private void Is(string what, string mend)
    {
        if (_what is null)
        {
            (_what, _mend) = (what, mend);
        }
    }
}
