using Drayage.Ecosystems.Go.Detection;
using Drayage.Model;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Go.Locking;

/// <summary>The <c>go.work.sum</c> beside each <c>go.work</c>: its lines count for the modules that the workspace uses.</summary>
internal sealed class GoWorkspaceSums
{
    private readonly Dictionary<string, GoSumLines> byDirectory = new(StringComparer.Ordinal);

    public GoWorkspaceSums(SourceTree tree)
    {
        foreach (var path in tree.Named("go.work"))
        {
            var sums = path + ".sum";
            if (!tree.Contains(sums) || Read(tree, path) is not { } work)
                continue;
            foreach (var directory in work.Uses.Select(work.DirectoryOf).OfType<string>())
                byDirectory[directory] = GoSumLines.Read(tree.ReadText(sums));
        }
    }

    public GoSumLines For(string directory) => byDirectory.GetValueOrDefault(directory, GoSumLines.Empty);

    private static GoWorkFile? Read(SourceTree tree, string path)
    {
        try
        {
            return GoWorkFile.Parse(tree.ReadText(path), path);
        }
        catch (ReleaseException)
        {
            return null;
        }
    }
}
