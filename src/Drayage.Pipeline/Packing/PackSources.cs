using System.Collections.Concurrent;
using System.Security.Cryptography;
using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Pipeline.Building.Execution;

namespace Drayage.Pipeline.Packing;

/// <summary>Finds the bytes that go into archives and images.</summary>
public sealed class PackSources(string root, BuildOutputs outputs)
{
    // One file stands in the images of several platforms, and is asked for by the image's key and by its layer's.
    private readonly ConcurrentDictionary<string, (Digest Digest, long Size)> contents = new(StringComparer.Ordinal);

    /// <summary>Digest of the source's bytes; files of the repository are read for it, once.</summary>
    public Digest DigestOf(PackSource source) => ContentOf(source).Digest;

    /// <summary>Digest of the source's bytes, and how many they are.</summary>
    public (Digest Digest, long Size) ContentOf(PackSource source)
    {
        if (source is PackSource.StepOutput output)
        {
            var built = outputs.Find(output.Step, output.Output);
            return (built.Digest, built.Size);
        }

        return contents.GetOrAdd(PathOf(source), static path =>
        {
            using var file = File.OpenRead(path);
            return (Digest.FromHash(Digest.Sha256, SHA256.HashData(file)), file.Length);
        });
    }

    /// <summary>The name that the toolchain gave a file, where the plan knew a part of it only.</summary>
    public string NameOf(PackSource.StepOutput source) => outputs.Find(source.Step, source.Output).Name;

    /// <summary>Absolute path of the source's bytes.</summary>
    /// <exception cref="ReleaseException">A file of the repository is gone.</exception>
    public string PathOf(PackSource source)
    {
        switch (source)
        {
            case PackSource.StepOutput output:
                return outputs.Find(output.Step, output.Output).Path;
            case PackSource.RepositoryFile file:
                var path = Path.Combine(root, file.Path);
                return File.Exists(path)
                    ? path
                    : throw new ReleaseException(ExitCode.Refused, $"file {file.Path} is gone", "it was there when the release was planned", "restore it and run the command again");
            default:
                throw new InvalidOperationException("unreachable: the union is closed");
        }
    }
}
