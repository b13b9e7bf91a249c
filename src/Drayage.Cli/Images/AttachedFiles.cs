using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Oci.Attaching;
using Drayage.Oci.Documents;

namespace Drayage.Cli.Images;

/// <summary>Makes files into something that can be attached.</summary>
/// <param name="directory">Full path that relative ones begin at.</param>
internal sealed class AttachedFiles(string directory)
{
    /// <summary>What is larger is sent, and not looked into.</summary>
    private const long MaxRead = 64 * 1024 * 1024;

    private const string AnyBytes = "application/octet-stream";

    /// <summary>As the user says; null for what the documents say.</summary>
    public string? ArtifactType { get; init; }

    public string? MediaType { get; init; }

    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <exception cref="ReleaseException">A file is not there, or nobody knows what the whole is.</exception>
    public async Task<AttachedContent> ReadAsync(ImmutableArray<string> files, CancellationToken cancellationToken)
    {
        CheckType("--type", ArtifactType);
        CheckType("--media-type", MediaType);
        var kinds = new List<DocumentKind?>();
        var contents = ImmutableArray.CreateBuilder<ReferrerContent>();
        foreach (var file in files)
        {
            var path = Path.GetFullPath(file, directory);
            var kind = await RecogniseAsync(file, path, cancellationToken);
            kinds.Add(kind);
            contents.Add(await ReferrerContent.OfFileAsync(path, MediaType ?? kind?.MediaType ?? AnyBytes, cancellationToken));
        }
        var twice = contents.GroupBy(content => content.Title, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            throw new ReleaseException(ExitCode.Usage, $"two files are called {twice.Key}", "they would be one when they are fetched", "attach them one by one");
        return new AttachedContent(ArtifactType ?? Common(files, kinds), contents.ToImmutable(), Merged(kinds));
    }

    private static async Task<DocumentKind?> RecogniseAsync(string file, string path, CancellationToken cancellationToken)
    {
        var found = new FileInfo(path);
        if (!found.Exists)
            throw new ReleaseException(ExitCode.Usage, $"{file} cannot be attached", $"{path} is no file", "name a file");
        return found.Length <= MaxRead ? DocumentKind.Recognise(await File.ReadAllBytesAsync(path, cancellationToken)) : null;
    }

    /// <summary>The user's annotations win over what a single document says of itself; of several, none speaks for the whole.</summary>
    private ImmutableSortedDictionary<string, string> Merged(List<DocumentKind?> kinds) =>
        kinds is [{ } only] ? only.Annotations.SetItems(Annotations) : Annotations;

    private static string Common(ImmutableArray<string> files, List<DocumentKind?> kinds)
    {
        var unknown = kinds.FindIndex(kind => kind is null);
        if (unknown >= 0)
        {
            throw new ReleaseException(
                ExitCode.Usage,
                $"what {files[unknown]} is cannot be told",
                "it is no CycloneDX, SPDX, in-toto, DSSE or Sigstore document in JSON",
                "say it with --type, such as --type application/vnd.example.report+json");
        }
        var types = kinds.Select(kind => kind!.MediaType).Distinct(StringComparer.Ordinal).ToArray();
        return types is [var common] ? common : throw new ReleaseException(
            ExitCode.Usage, "the files are of several types", string.Join(", ", types), "attach them one by one, or name the whole with --type");
    }

    private static void CheckType(string option, string? type)
    {
        if (type is not null && !MediaTypes.IsWellFormed(type))
            throw new ReleaseException(ExitCode.Usage, $"{option}: '{type}' is no media type", null, "write TYPE/SUBTYPE as in RFC 6838, such as application/spdx+json");
    }
}

/// <summary>Documents and what they are together, before it is known what they are about.</summary>
internal sealed record AttachedContent(
    string ArtifactType, ImmutableArray<ReferrerContent> Contents, ImmutableSortedDictionary<string, string> Annotations)
{
    public ReferrerSource To(Descriptor subject) => new(new Referrer
    {
        Subject = subject,
        ArtifactType = ArtifactType,
        Contents = Contents,
        Annotations = Annotations,
    });
}
