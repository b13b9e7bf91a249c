using System.Security.Cryptography;
using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Pipeline.Building.Execution;

namespace Drayage.Pipeline.Packing;

/// <summary>Finds the bytes that go into archives and images.</summary>
public sealed class PackSources(string root, BuildOutputs outputs)
{
    /// <summary>Digest of the source's bytes; files of the repository are read for it.</summary>
    public Digest DigestOf(PackSource source)
    {
        if (source is PackSource.StepOutput output)
            return outputs.Find(output.Step, output.Output).Digest;
        using var file = File.OpenRead(PathOf(source));
        return Digest.FromHash(Digest.Sha256, SHA256.HashData(file));
    }

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
