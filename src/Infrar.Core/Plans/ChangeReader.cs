using System.Text;
using System.Text.Json;
using Infrar.Core.Resources;

namespace Infrar.Core.Plans;

/// <summary>Reads the <c>change</c> of one resource: its actions, its attributes after, and where those before stand.</summary>
internal ref struct ChangeReader(JsonValueReader values, Marks unknown, Marks sensitive, PlanFaults faults)
{
    private Value _after = Value.None;

    // Where marks come before the values, as in a file that was rearranged since, they are laid when all is read.
    private Utf8JsonReader _earlyUnknown;
    private Utf8JsonReader _earlySensitive;

    /// <summary>Reads the object that begins at the reader's token.</summary>
    internal void Read(ref Utf8JsonReader reader, ResourceDraft draft)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            faults.WrongSort(reader.TokenStartIndex, "change", "an object");
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            ReadMember(ref reader, draft);
        }

        _after = LayEarly(unknown, ref _earlyUnknown, _after);
        _after = LayEarly(sensitive, ref _earlySensitive, _after);
        draft.Attributes = _after as Value.MapOf ?? Value.MapOf.Empty;
    }

    private void ReadMember(ref Utf8JsonReader reader, ResourceDraft draft)
    {
        if (reader.ValueTextEquals("after"u8))
        {
            reader.Read();
            _after = values.Read(ref reader);
        }
        else if (reader.ValueTextEquals("after_unknown"u8))
        {
            reader.Read();
            _after = Lay(unknown, ref reader, ref _earlyUnknown);
        }
        else if (reader.ValueTextEquals("after_sensitive"u8))
        {
            reader.Read();
            _after = Lay(sensitive, ref reader, ref _earlySensitive);
        }
        else if (reader.ValueTextEquals("before"u8))
        {
            draft.Before = RangeOf(ref reader);
        }
        else if (reader.ValueTextEquals("before_sensitive"u8))
        {
            draft.BeforeSensitive = RangeOf(ref reader);
        }
        else if (reader.ValueTextEquals("actions"u8))
        {
            reader.Read();
            ReadActions(ref reader, draft);
        }
        else if (reader.ValueTextEquals("replace_paths"u8))
        {
            reader.Read();
            draft.ReplacePaths = [.. values.Read(ref reader).Items().Select(PathOf).Where(p => p.Length > 0)];
        }
        else
        {
            reader.Skip();
        }
    }

    private readonly Value Lay(Marks marks, ref Utf8JsonReader reader, ref Utf8JsonReader early)
    {
        if (_after is not Value.Null)
        {
            return marks.Lay(ref reader, _after);
        }

        early = reader;
        reader.Skip();
        return _after;
    }

    private static Value LayEarly(Marks marks, ref Utf8JsonReader early, Value value) =>
        early.TokenType is JsonTokenType.None ? value : marks.Lay(ref early, value);

    // Null and false are as good as nothing.
    private static Range RangeOf(ref Utf8JsonReader reader)
    {
        reader.Read();
        var isThere = reader.TokenType is JsonTokenType.StartObject;
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return isThere ? start..(int)reader.BytesConsumed : ..0;
    }

    private readonly void ReadActions(ref Utf8JsonReader reader, ResourceDraft draft)
    {
        var offset = reader.TokenStartIndex;
        var (deletes, creates, count) = (false, false, 0);
        ChangeAction? action = null;
        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            faults.WrongSort(offset, "actions", "a list");
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            count++;
            action = ActionOf(ref reader);
            deletes |= action is ChangeAction.Delete;
            creates |= action is ChangeAction.Create;
            reader.Skip();
        }

        if (count == 2 && deletes && creates)
        {
            draft.Action = ChangeAction.Replace;
        }
        else if (count == 1 && action is { } one)
        {
            draft.Action = one;
        }
        else
        {
            faults.UnknownActions(offset, draft.Address.Length == 0 ? "a resource" : draft.Address);
        }
    }

    private static ChangeAction? ActionOf(ref Utf8JsonReader reader) =>
        reader.TokenType is not JsonTokenType.String ? null
        : reader.ValueTextEquals("no-op"u8) ? ChangeAction.NoOp
        : reader.ValueTextEquals("create"u8) ? ChangeAction.Create
        : reader.ValueTextEquals("read"u8) ? ChangeAction.Read
        : reader.ValueTextEquals("update"u8) ? ChangeAction.Update
        : reader.ValueTextEquals("delete"u8) ? ChangeAction.Delete
        : reader.ValueTextEquals("forget"u8) ? ChangeAction.Forget
        : null;

    // ["ingress", 0, "cidr_blocks"] is ingress[0].cidr_blocks.
    private static string PathOf(Value path)
    {
        var text = new StringBuilder();
        foreach (var step in path.Items())
        {
            if (step is Value.Number)
            {
                text.Append('[').Append(step.AsText()).Append(']');
            }
            else if (step.AsText() is { } name)
            {
                text.Append(text.Length == 0 ? "" : ".").Append(name);
            }
        }

        return text.ToString();
    }
}
