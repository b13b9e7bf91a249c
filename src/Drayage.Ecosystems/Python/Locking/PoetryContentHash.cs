using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Drayage.Formats.Toml;

namespace Drayage.Ecosystems.Python.Locking;

/// <summary>
/// The hash by which Poetry tells whether its lock file is of the present requirements: SHA-256 over the relevant tables of
/// <c>[tool.poetry]</c> as Python's <c>json.dumps</c> writes them with sorted keys.
/// </summary>
internal static class PoetryContentHash
{
    // The absent ones of these count as null; groups came later and count only where there are some.
    private static readonly string[] Keys = ["dependencies", "dev-dependencies", "extras", "source"];
    private const string Groups = "group";

    /// <returns>Lower-case hexadecimal; null where a value has no form in JSON.</returns>
    public static string? Of(TomlTable poetry)
    {
        var keys = poetry.Contains(Groups) ? Keys.Append(Groups) : Keys;
        var text = new StringBuilder();
        return TryWriteMembers(text, keys.Select(key => (key, poetry.Find(key))))
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text.ToString())))
            : null;
    }

    private static bool TryWriteMembers(StringBuilder text, IEnumerable<(string Key, TomlValue? Value)> members)
    {
        text.Append('{');
        var isFirst = true;
        foreach (var (key, value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            text.Append(isFirst ? "" : ", ");
            isFirst = false;
            WriteString(text, key);
            text.Append(": ");
            if (!TryWrite(text, value))
                return false;
        }

        text.Append('}');
        return true;
    }

    private static bool TryWrite(StringBuilder text, TomlValue? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                return true;
            case TomlString written:
                WriteString(text, written.Value);
                return true;
            case TomlBoolean flag:
                text.Append(flag.Value ? "true" : "false");
                return true;
            case TomlInteger number:
                text.Append(number.Value.ToString(CultureInfo.InvariantCulture));
                return true;
            case TomlArray array:
                return TryWriteItems(text, array);
            case TomlTable table:
                return TryWriteMembers(text, table.Entries.Select(entry => (entry.Key, (TomlValue?)entry.Value)));
            default:
                return false;
        }
    }

    private static bool TryWriteItems(StringBuilder text, TomlArray array)
    {
        text.Append('[');
        for (var i = 0; i < array.Items.Length; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            if (!TryWrite(text, array.Items[i]))
                return false;
        }

        text.Append(']');
        return true;
    }

    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var unit in value)
        {
            text.Append(unit switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                '\b' => @"\b",
                '\f' => @"\f",
                >= ' ' and <= '~' => unit.ToString(),
                _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}"),
            });
        }

        text.Append('"');
    }
}
