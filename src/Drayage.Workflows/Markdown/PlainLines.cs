using System.Collections.Frozen;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Markdown;

/// <summary>Whether a block without a language shows commands, or addresses that a rule looks at.</summary>
internal static class PlainLines
{
    private static readonly FrozenSet<string> Programs = new[]
    {
        "docker", "podman", "skopeo", "crane", "oras", "cosign", "helm", "twine", "pip", "pip3", "python", "python3", "uv", "uvx", "poetry", "cargo", "npm", "pnpm",
        "yarn", "dotnet", "gh", "git", "curl", "sudo", "export",
    }.ToFrozenSet();

    public static bool HoldsAny(SourceFile source, FencedSnippet snippet)
    {
        for (var line = source.LineOf(snippet.Start); line <= source.LineOf(snippet.End - 1); line++)
        {
            var text = source.Line(line).TrimStart(" \t$");
            var end = text.IndexOf(' ');
            if (text.Contains("pkg.github.com", StringComparison.Ordinal))
                return true;
            if (end > 0 && Programs.Contains(text[..end].ToString()))
                return true;
        }
        return false;
    }
}
