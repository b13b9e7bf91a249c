using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Publishing;

/// <summary>Where BuildKit puts what it built: <c>type=image,name=ghcr.io/acme/app,push=true</c>.</summary>
internal static class ImageExport
{
    /// <summary>Whether it goes to a registry, or may: what <c>push</c> is set to can be left to the run.</summary>
    public static bool MayPush(ShellText output) =>
        output.Contains("type=registry") || output.SplitAll(',').Any(part => part.StartsWith("push=") && part.Known is not "push=false");
}
