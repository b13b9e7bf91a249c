using Drayage.Model;

namespace Drayage.Oci.References;

/// <summary>
/// Tells transports, paths and registry references apart. Without a transport a text that begins like a path is a path,
/// and so is one that names a layout or a file that is there; everything else is in a registry.
/// </summary>
internal sealed class ImageLocationReader(string directory)
{
    private const string Registry = "docker://";
    private const string Layout = "oci:";
    private const string Archive = "docker-archive:";

    /// <summary>What other tools offer, and what to do instead.</summary>
    private static readonly (string Transport, string Instead)[] Foreign =
    [
        ("oci-archive:", "unpack the tar file into a directory and name that: oci:DIR"),
        ("docker-daemon:", "save the image to a file first: docker save -o image.tar NAME, then docker-archive:image.tar"),
        ("containers-storage:", "save the image to a file first: podman save -o image.tar NAME, then docker-archive:image.tar"),
        ("dir:", "use an OCI layout: oci:DIR"),
    ];

    public ImageLocation Read(string text)
    {
        if (text.StartsWith(Registry, StringComparison.Ordinal))
            return InRegistry(text, text[Registry.Length..]);
        if (text.StartsWith(Layout, StringComparison.Ordinal))
            return InLayout(text, text[Layout.Length..]);
        if (text.StartsWith(Archive, StringComparison.Ordinal))
            return InArchive(text, text[Archive.Length..]);
        foreach (var (transport, instead) in Foreign)
        {
            if (text.StartsWith(transport, StringComparison.Ordinal))
                throw Wrong(text, $"the transport {transport} is not offered here", instead);
        }
        return OfPath(text) ?? InRegistry(text, text);
    }

    private ImageLocation? OfPath(string text)
    {
        var (path, _) = Split(text);
        var isWritten = text is "." or ".." || text.StartsWith('/') || text.StartsWith("./", StringComparison.Ordinal) || text.StartsWith("../", StringComparison.Ordinal);
        var full = path.Length == 0 ? directory : Path.GetFullPath(path, directory);
        if (File.Exists(Path.Combine(full, "oci-layout")))
            return path.Length > 0 ? InLayout(text, text) : null;
        if (File.Exists(full) || (isWritten && path.EndsWith(".tar", StringComparison.Ordinal)))
            return InArchive(text, text);
        return isWritten ? InLayout(text, text) : null;
    }

    private static ImageLocation.InRegistry InRegistry(string text, string reference)
    {
        try
        {
            return new ImageLocation.InRegistry(ImageReference.Parse(reference));
        }
        catch (FormatException failure)
        {
            throw Wrong(text, failure.Message, "images are named as host/repository:tag, oci:DIR:NAME or docker-archive:FILE:NAME");
        }
    }

    private ImageLocation.InLayout InLayout(string text, string rest)
    {
        var (path, reference) = Split(rest);
        return path.Length > 0
            ? new ImageLocation.InLayout(Path.GetFullPath(path, directory), reference)
            : throw Wrong(text, "it names no directory", "write oci:DIR or oci:DIR:NAME");
    }

    private ImageLocation.InArchive InArchive(string text, string rest)
    {
        var (path, reference) = Split(rest);
        return path.Length > 0
            ? new ImageLocation.InArchive(Path.GetFullPath(path, directory), reference)
            : throw Wrong(text, "it names no file", "write docker-archive:FILE or docker-archive:FILE:repository:tag");
    }

    /// <summary>Paths end at the first colon, as in other tools; a digest may follow an at sign instead.</summary>
    private static (string Path, string Reference) Split(string text)
    {
        var digest = text.IndexOf("@sha", StringComparison.Ordinal);
        if (digest > 0 && Digest.TryParse(text[(digest + 1)..], out _) && !text[..digest].Contains(':', StringComparison.Ordinal))
            return (text[..digest], text[(digest + 1)..]);
        var colon = text.IndexOf(':');
        return colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..]);
    }

    private static ReleaseException Wrong(string text, string because, string hint) =>
        new(ExitCode.Usage, $"'{text}' does not name an image", because, hint);
}
