using Drayage.Model;

namespace Drayage.Ecosystems.Go.Detection;

/// <summary>The one wording for a <c>go.mod</c> or <c>go.work</c> that the go command would refuse.</summary>
internal static class GoSyntax
{
    public static ReleaseException Error(string because, SourceLocation at) => new(
        ExitCode.Usage,
        $"cannot read {at.Path}",
        $"{at}: {because}",
        $"correct the line; 'go {(at.Path.EndsWith(".work", StringComparison.Ordinal) ? "work" : "mod")} edit -json' shows what the go command makes of the file")
    { At = at };
}
