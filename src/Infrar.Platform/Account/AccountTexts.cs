using System.Globalization;
using System.Net.Mail;
using System.Text;

namespace Infrar.Platform.Account;

/// <summary>What a password must be: long. Rules of composition make passwords worse (NIST SP 800-63B).</summary>
internal static class PasswordRules
{
    private const int Least = 12;
    private const int Most = 256;

    /// <summary>What is wrong with a password; null when nothing is.</summary>
    public static string? Fault(string password, string email)
    {
        if (password.Length is < Least or > Most)
        {
            return $"The password has {password.Length} characters; choose one of {Least} to {Most}. Several words make a good one.";
        }

        if (password.Distinct().Count() < 5)
        {
            return "The password repeats few characters. Several words make a good one.";
        }

        return password.Contains(email, StringComparison.OrdinalIgnoreCase)
            ? "The password holds the e-mail address."
            : null;
    }
}

/// <summary>Addresses of people.</summary>
internal static class EmailAddress
{
    /// <summary>Reads an address and folds its case.</summary>
    public static bool TryParse(string text, out string email)
    {
        email = text.Trim().Normalize(NormalizationForm.FormC).ToLowerInvariant();
        return email.Length is > 2 and <= 254
            && !email.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
            && MailAddress.TryCreate(email, out var read)
            && read.Address == email;
    }
}

/// <summary>Names that people see of people, teams and projects.</summary>
internal static class DisplayNames
{
    /// <summary>What is wrong with a name; null when nothing is.</summary>
    /// <remarks>Characters that draw nothing, or turn the direction of what follows, let one name pose as another.</remarks>
    public static string? Fault(string name)
    {
        var trimmed = name.Trim();
        if (trimmed.Length is 0 or > 100)
        {
            return $"The name has {trimmed.Length} characters; state 1 to 100.";
        }

        // The first of them, or none: U+0000 is one of them, and what a rune is when nothing is said.
        var hidden = trimmed
            .EnumerateRunes()
            .Where(r =>
                Rune.GetUnicodeCategory(r)
                    is UnicodeCategory.Control
                        or UnicodeCategory.Format
                        or UnicodeCategory.PrivateUse
                        or UnicodeCategory.OtherNotAssigned
                        or UnicodeCategory.LineSeparator
                        or UnicodeCategory.ParagraphSeparator
            )
            .Select(r => (int?)r.Value)
            .FirstOrDefault();
        return hidden is null ? null : $"The name holds the invisible character U+{hidden:X4}. Leave it out.";
    }
}
