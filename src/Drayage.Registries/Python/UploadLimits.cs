using System.Collections.Immutable;

namespace Drayage.Registries.Python;

/// <summary>How much an index takes.</summary>
internal static class UploadLimits
{
    private const long Mebibyte = 1024 * 1024;
    private const long Gibibyte = 1024 * Mebibyte;

    /// <param name="project">As the upload spells it.</param>
    /// <param name="present">What the project has already.</param>
    /// <exception cref="PythonRefusal">400: too much.</exception>
    public static void Check(PythonOptions options, string project, UploadedFile file, ImmutableArray<FileRecord> present)
    {
        if (options.FileBytes is { } most && file.Size > most)
            throw PythonRefusal.BadRequest($"File too large. Limit for project '{project}' is {most / Mebibyte} MB. See https://pypi.org/help/#file-size-limit for more information.");
        if (options.ProjectBytes is { } total && present.Sum(other => other.Size) + file.Size > total)
            throw PythonRefusal.BadRequest($"Project size too large. Limit for project '{project}' total size is {total / Gibibyte} GB. See https://pypi.org/help/#project-size-limit for more information.");
    }
}
