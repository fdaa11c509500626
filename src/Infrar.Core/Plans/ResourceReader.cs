using System.Text.Json;
using Infrar.Core.Resources;

namespace Infrar.Core.Plans;

/// <summary>Reads resources: changes of a plan, and what a state holds.</summary>
internal sealed class ResourceReader(JsonValueReader values, PlanFaults faults)
{
    private readonly TextCache _texts = values.Texts;
    private readonly Marks _unknown = Marks.OfUnknown(values.Texts);
    private readonly Marks _sensitive = Marks.OfSensitive(values.Texts);

    /// <summary>Every resource, in the order of the file.</summary>
    internal List<ResourceDraft> Drafts { get; } = [];

    /// <summary>Every module that a resource stands in.</summary>
    internal ModuleInstance.Book Modules { get; } = new();

    /// <summary>Reads <c>resource_changes</c>.</summary>
    internal void ReadChanges(ref Utf8JsonReader reader)
    {
        if (!Begins(ref reader, JsonTokenType.StartArray, "resource_changes", "a list"))
        {
            return;
        }

        while (!faults.IsFull && reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (Begins(ref reader, JsonTokenType.StartObject, "A resource", "an object"))
            {
                ReadResource(ref reader, dataOnly: false);
            }
        }
    }

    /// <summary>Reads the data sources of <c>prior_state</c>.</summary>
    internal void ReadPriorState(ref Utf8JsonReader reader)
    {
        if (!Begins(ref reader, JsonTokenType.StartObject, "prior_state", "an object"))
        {
            return;
        }

        while (!faults.IsFull && reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            var isValues = reader.ValueTextEquals("values"u8);
            reader.Read();
            if (isValues)
            {
                ReadState(ref reader, dataOnly: true);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    /// <summary>Reads the <c>values</c> of a state.</summary>
    internal void ReadState(ref Utf8JsonReader reader, bool dataOnly)
    {
        if (!Begins(ref reader, JsonTokenType.StartObject, "values", "an object"))
        {
            return;
        }

        while (!faults.IsFull && reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            var isRoot = reader.ValueTextEquals("root_module"u8);
            reader.Read();
            if (isRoot)
            {
                ReadModule(ref reader, dataOnly);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    /// <summary>Reads attributes that were only noted, with the marks that stand beside them.</summary>
    internal Value.MapOf Reread(ReadOnlySpan<byte> attributes, ReadOnlySpan<byte> sensitive)
    {
        var reader = new Utf8JsonReader(attributes, PlanDocument.Options);
        reader.Read();
        var read = values.Read(ref reader);
        if (!sensitive.IsEmpty)
        {
            reader = new Utf8JsonReader(sensitive, PlanDocument.Options);
            reader.Read();
            read = _sensitive.Lay(ref reader, read);
        }

        return read as Value.MapOf ?? Value.MapOf.Empty;
    }

    private void ReadModule(ref Utf8JsonReader reader, bool dataOnly)
    {
        if (!Begins(ref reader, JsonTokenType.StartObject, "A module", "an object"))
        {
            return;
        }

        while (!faults.IsFull && reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            var (isResources, isChildren) = (
                reader.ValueTextEquals("resources"u8),
                reader.ValueTextEquals("child_modules"u8)
            );
            reader.Read();
            if (!isResources && !isChildren)
            {
                reader.Skip();
                continue;
            }

            if (!Begins(ref reader, JsonTokenType.StartArray, isResources ? "resources" : "child_modules", "a list"))
            {
                continue;
            }

            while (!faults.IsFull && reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
            {
                if (isChildren)
                {
                    ReadModule(ref reader, dataOnly);
                }
                else if (Begins(ref reader, JsonTokenType.StartObject, "A resource", "an object"))
                {
                    ReadResource(ref reader, dataOnly);
                }
            }
        }
    }

    // A resource of a plan or of a state; they differ in `change` and `values`.
    private void ReadResource(ref Utf8JsonReader reader, bool dataOnly)
    {
        var draft = new ResourceDraft { Offset = reader.TokenStartIndex };
        var mode = "";
        var deposed = "";
        Value attributes = Value.None;
        // Where marks come first, as in a file that was sorted since, they are laid when all is read.
        Utf8JsonReader earlyMarks = default;
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            if (reader.ValueTextEquals("address"u8))
            {
                draft.Address = TextOf(ref reader);
            }
            else if (reader.ValueTextEquals("mode"u8))
            {
                mode = NameOf(ref reader);
                draft.IsData = mode == "data";
            }
            else if (reader.ValueTextEquals("type"u8))
            {
                draft.Type = NameOf(ref reader);
            }
            else if (reader.ValueTextEquals("name"u8))
            {
                draft.Name = NameOf(ref reader);
            }
            else if (reader.ValueTextEquals("provider_name"u8))
            {
                draft.Provider = LastPartOf(NameOf(ref reader));
            }
            else if (reader.ValueTextEquals("deposed"u8))
            {
                deposed = TextOf(ref reader);
            }
            else if (reader.ValueTextEquals("change"u8))
            {
                reader.Read();
                new ChangeReader(values, _unknown, _sensitive, faults).Read(ref reader, draft);
            }
            else if (reader.ValueTextEquals("values"u8))
            {
                reader.Read();
                if (dataOnly && mode == "managed")
                {
                    reader.Skip();
                }
                else
                {
                    attributes = values.Read(ref reader);
                }
            }
            else if (reader.ValueTextEquals("sensitive_values"u8))
            {
                reader.Read();
                if (attributes is Value.Null)
                {
                    earlyMarks = reader;
                    reader.Skip();
                }
                else
                {
                    attributes = _sensitive.Lay(ref reader, attributes);
                }
            }
            else
            {
                reader.Skip();
            }
        }

        if (dataOnly && !draft.IsData)
        {
            return;
        }

        if (earlyMarks.TokenType is not JsonTokenType.None)
        {
            attributes = _sensitive.Lay(ref earlyMarks, attributes);
        }

        if (attributes is Value.MapOf { Entries.Length: > 0 } map)
        {
            draft.Attributes = map;
        }

        Keep(draft, mode, deposed);
    }

    private void Keep(ResourceDraft draft, string mode, string deposed)
    {
        var missing =
            draft.Address.Length == 0 ? "address"
            : draft.Type.Length == 0 ? "type"
            : draft.Name.Length == 0 ? "name"
            : mode is not ("managed" or "data") ? "mode"
            : "";
        if (missing.Length > 0)
        {
            faults.Incomplete(draft.Offset, missing);
            return;
        }

        draft.Module = Modules.At(Addresses.ModuleOf(draft.Address));
        if (deposed.Length > 0)
        {
            draft.Address = $"{draft.Address} (deposed {deposed})";
        }

        Drafts.Add(draft);
    }

    private bool Begins(ref Utf8JsonReader reader, JsonTokenType type, string name, string expected)
    {
        if (reader.TokenType == type)
        {
            return true;
        }

        if (reader.TokenType is not JsonTokenType.Null)
        {
            faults.WrongSort(reader.TokenStartIndex, name, expected);
        }

        reader.Skip();
        return false;
    }

    private static string TextOf(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.String)
        {
            return TextCache.Decode(ref reader);
        }

        reader.Skip();
        return "";
    }

    private string NameOf(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.String)
        {
            return _texts.Name(ref reader);
        }

        reader.Skip();
        return "";
    }

    // registry.opentofu.org/hashicorp/aws
    private string LastPartOf(string source)
    {
        if (source.Length == 0 || ReferenceEquals(source, _lastSource))
        {
            return _lastPart;
        }

        (_lastSource, _lastPart) = (source, source[(source.LastIndexOf('/') + 1)..]);
        return _lastPart;
    }

    private string _lastSource = "";
    private string _lastPart = "";
}
