using System.Text;

namespace Drayage.Ecosystems.Go.Detection;

/// <summary>The head of a Go source file: the package clause and what constrains its build.</summary>
/// <param name="Constraint">The <c>//go:build</c> expression, or the platform in the file name, or null.</param>
internal sealed record GoSourceFile(string Path, string PackageName, string? Constraint)
{
    private const int HeadLength = 4096;

    /// <summary>A file that no build of its package takes in: a program for <c>go run</c>, or documentation.</summary>
    public bool IsIgnored => Constraint is "ignore" || PackageName == "documentation";

    /// <summary>Null where the file has no package clause.</summary>
    public static GoSourceFile? ReadHead(string fullPath, string path)
    {
        using var file = File.OpenHandle(fullPath);
        Span<byte> buffer = stackalloc byte[HeadLength];
        var length = RandomAccess.Read(file, buffer, 0);
        var head = Encoding.UTF8.GetString(buffer[..length]);
        return length < HeadLength ? Parse(head + '\n', path) : Parse(head, path) ?? Parse(File.ReadAllText(fullPath) + '\n', path);
    }

    public static GoSourceFile? Parse(string text, string path)
    {
        string? constraint = null;
        var position = text.StartsWith('\uFEFF') ? 1 : 0;
        while (position < text.Length)
        {
            var rest = text.AsSpan(position);
            if (char.IsWhiteSpace(rest[0]) || rest[0] == ';')
            {
                position++;
            }
            else if (rest.StartsWith("//"))
            {
                var end = rest.IndexOf('\n') is var newline and >= 0 ? newline : rest.Length;
                if (rest.StartsWith("//go:build "))
                    constraint = rest["//go:build ".Length..end].Trim().ToString();
                position += end;
            }
            else if (rest.StartsWith("/*") && rest.IndexOf("*/") is var close and > 0)
            {
                position += close + 2;
            }
            else
            {
                return PackageClause(rest) is { } name ? new GoSourceFile(path, name, constraint ?? GoFileName.PlatformOf(path)) : null;
            }
        }

        return null;
    }

    private static string? PackageClause(ReadOnlySpan<char> rest)
    {
        if (!rest.StartsWith("package") || rest.Length < 9 || rest[7] is not (' ' or '\t'))
            return null;
        var name = rest[7..].TrimStart(" \t");
        var end = 0;
        while (end < name.Length && (char.IsLetterOrDigit(name[end]) || name[end] == '_'))
            end++;
        // A name that ends with the text may be cut: only the head of the file was read.
        return end == 0 || end == name.Length ? null : name[..end].ToString();
    }
}
