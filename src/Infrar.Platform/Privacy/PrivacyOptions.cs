using Microsoft.Extensions.Options;

namespace Infrar.Platform.Privacy;

/// <summary>Section <c>Privacy</c>: what the privacy page says of this installation.</summary>
public sealed class PrivacyOptions
{
    /// <summary>Who answers for the data, such as a company's name; empty when nothing is said.</summary>
    public string Controller { get; set; } = "";

    /// <summary>Where to write about one's data: an e-mail address or a web address; empty when nothing is said.</summary>
    public string Contact { get; set; } = "";

    /// <summary>Where this installation keeps its data, in words, such as <c>Germany (eu-central-1)</c>; empty when nothing is said.</summary>
    public string DataRegion { get; set; } = "";
}

/// <summary>Says every fault of <see cref="PrivacyOptions"/> at once.</summary>
internal sealed class PrivacyOptionsValidation : IValidateOptions<PrivacyOptions>
{
    private const int Longest = 200;

    public ValidateOptionsResult Validate(string? name, PrivacyOptions options)
    {
        (string Name, string Text)[] texts =
        [
            ("Controller", options.Controller),
            ("Contact", options.Contact),
            ("DataRegion", options.DataRegion),
        ];
        var faults = texts
            .Where(t => t.Text.Length > Longest || t.Text.Any(char.IsControl))
            .Select(t => $"Privacy:{t.Name} is longer than {Longest} characters or holds control characters.")
            .ToList();
        return faults.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
