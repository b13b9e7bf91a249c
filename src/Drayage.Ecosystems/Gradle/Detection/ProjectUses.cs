using Drayage.Ecosystems.Gradle.Detection.Scripts;

namespace Drayage.Ecosystems.Gradle.Detection;

/// <summary>Reads a <c>dependencies</c> block for dependencies on other projects: <c>project(':a')</c> and <c>projects.a</c>.</summary>
internal static class ProjectUses
{
    public static void Read(Frame frame, IEnumerable<Statement> lines)
    {
        foreach (var line in lines)
        {
            for (var i = 1; i < line.Tokens.Length; i++)
            {
                var token = line.Tokens[i];
                var path = token.Is("project") ? line.Tokens.Skip(i).FirstOrDefault(next => next.IsString)?.Text
                    : token.Is("projects") && i + 1 < line.Tokens.Length && line.Tokens[i + 1].Is(".")
                        ? ":" + string.Concat(line.Tokens.Skip(i + 2).TakeWhile(next => next.Kind == TokenKind.Name || next.Is(".")).Select(next => next.Text)).Replace('.', ':')
                        : null;
                if (path is null)
                    continue;
                foreach (var project in frame.Targets)
                    project.Uses.Add(new ProjectUse(line.First.Text, path, frame.Script.At(token)));
                break;
            }
        }
    }
}
