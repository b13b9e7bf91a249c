using System.Collections.Immutable;
using System.Text;
using Drayage.Model;
using Drayage.Pipeline.Layout;
using Drayage.Platform.Storage;

namespace Drayage.Workflows.Fixing;

/// <summary>Writes repaired files: all of them, or none.</summary>
/// <param name="directory">What the paths of the files are relative to; absolute.</param>
public sealed class FixWriter(string directory)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly WorkLayout layout = new(directory);

    /// <summary>Finishes what a run that was killed had begun to write.</summary>
    /// <returns>The files that were still to be replaced.</returns>
    public Task<ImmutableArray<string>> FinishAsync(CancellationToken cancellationToken) => new AtomicFileSet(layout.Edits).FinishAsync(cancellationToken);

    /// <exception cref="ReleaseException">A file has changed since it was read, or could not be written; all are as they were.</exception>
    public async Task WriteAsync(FixReport report, CancellationToken cancellationToken)
    {
        var files = report.Changed.Select(file => (Path: Path.GetFullPath(file.Path, directory), File: file)).ToList();
        if (files.Count == 0)
            return;
        foreach (var (path, file) in files)
        {
            if (!(await File.ReadAllBytesAsync(path, cancellationToken)).AsSpan().SequenceEqual(Utf8.GetBytes(file.Before)))
                throw new ReleaseException(ExitCode.Refused, $"{file.Path} was not repaired; no file was changed", "it has changed since it was read", "run the command again");
        }

        // Other people's repositories are left without a trace of the writing.
        var isOurs = !Directory.Exists(layout.Cache);
        try
        {
            layout.CreateCache();
            await new AtomicFileSet(layout.Edits).ReplaceAsync([.. files.Select(file => (file.Path, Utf8.GetBytes(file.File.After)))], cancellationToken);
        }
        finally
        {
            // What a crash left half written is finished from there.
            if (isOurs && !Directory.Exists(layout.Edits))
                Directory.Delete(layout.Cache, recursive: true);
        }
    }
}
