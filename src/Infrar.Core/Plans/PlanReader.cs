using System.Text.Unicode;
using Infrar.Core.Placements;

namespace Infrar.Core.Plans;

/// <summary>Reads what <c>tofu show -json</c> writes of a plan or a state.</summary>
/// <remarks>
/// 1. Tell files that are no JSON from those that are.
/// 2. Read the document once, resource by resource; what was there before is only noted.
/// 3. Find what refers to what and where it lives, and make the graph.
/// </remarks>
public static class PlanReader
{
    /// <summary>Reads a plan or a state; both are told apart by what they hold.</summary>
    /// <param name="json">UTF-8 JSON, with or without a byte order mark; hostile until read.</param>
    /// <param name="file">Name for diagnostics, as the user gave it.</param>
    /// <param name="catalog">Says which region a resource lives in.</param>
    /// <remarks>The bytes are kept: what was there before is read from them when it is first asked for.</remarks>
    public static PlanReading Read(ReadOnlyMemory<byte> json, string file, Catalog catalog)
    {
        var text = json.Span is [0xEF, 0xBB, 0xBF, ..] ? json[3..] : json;
        var faults = new PlanFaults(text, file);

        // 1.
        if (IsJson(text.Span, faults))
        {
            // 2.
            var document = new PlanDocument(text, faults);
            document.Read();
            if (!faults.HasErrors)
            {
                // 3.
                var plan = PlanAssembly.Of(text, catalog, document, faults);
                return new(plan, [.. faults.InOrder]);
            }
        }

        return new(null, [.. faults.InOrder]);
    }

    private static bool IsJson(ReadOnlySpan<byte> text, PlanFaults faults)
    {
        switch (text.TrimStart(" \t\r\n"u8))
        {
            case []:
                faults.Empty();
                return false;
            case [(byte)'P', (byte)'K', 3, 4, ..]:
                faults.BinaryPlan();
                return false;
            case [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [(byte)'{', 0, ..] or [0, (byte)'{', ..]:
                faults.Utf16();
                return false;
            case [not (byte)'{', ..]:
                faults.NotJson();
                return false;
            case var rest when !Utf8.IsValid(rest):
                faults.NotUtf8(FirstInvalid(text));
                return false;
            default:
                return true;
        }
    }

    private static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        var offset = 0;
        while (
            System.Text.Rune.DecodeFromUtf8(text[offset..], out _, out var length)
            is System.Buffers.OperationStatus.Done
        )
        {
            offset += length;
        }

        return offset;
    }
}
