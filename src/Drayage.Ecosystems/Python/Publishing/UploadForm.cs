using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;
using Drayage.Ecosystems.Python.Distributions;
using Drayage.Ecosystems.Python.Publishing.Attestations;

namespace Drayage.Ecosystems.Python.Publishing;

/// <summary>
/// The form of the upload API (<c>:action=file_upload</c>): the whole core metadata in the form's own field names, the digests, and
/// the file as a stream.
/// </summary>
internal static class UploadForm
{
    private const string Action = ":action";

    // The form's names are those of the metadata in small letters with underscores, but for these.
    private static readonly Dictionary<string, string> OddNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Classifier"] = "classifiers",
        ["Project-URL"] = "project_urls",
    };

    /// <summary>The fields without the file, in the order in which they are sent.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Fields(DistributionFile file, UploadDigests digests, ImmutableArray<Attestation> attestations) =>
    [
        KeyValuePair.Create(Action, "file_upload"),
        KeyValuePair.Create("protocol_version", "1"),
        KeyValuePair.Create("filetype", file.FileType),
        KeyValuePair.Create("pyversion", file.PythonTag),
        KeyValuePair.Create("md5_digest", digests.Md5),
        KeyValuePair.Create("sha256_digest", digests.Sha256),
        KeyValuePair.Create("blake2_256_digest", digests.Blake2b256),
        .. MetadataFields(file.Metadata),
        .. attestations.IsEmpty ? Enumerable.Empty<KeyValuePair<string, string>>() : [KeyValuePair.Create("attestations", AttestationFiles.Join(attestations))],
    ];

    /// <param name="fields">All fields but the file.</param>
    /// <param name="name">File name.</param>
    /// <param name="content">The file, from its beginning; the form owns it.</param>
    public static MultipartFormDataContent Make(IEnumerable<KeyValuePair<string, string>> fields, string name, Stream content)
    {
        var form = Make(fields);
        var file = new StreamContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        file.Headers.ContentDisposition = Disposition("content");
        file.Headers.ContentDisposition.FileName = Quoted(name);
        form.Add(file);
        return form;
    }

    /// <summary>A form that names its action and nothing else: an index refuses it for its content, once it has accepted the sender.</summary>
    public static MultipartFormDataContent MakeEmpty() => Make([KeyValuePair.Create(Action, "file_upload"), KeyValuePair.Create("protocol_version", "1")]);

    private static IEnumerable<KeyValuePair<string, string>> MetadataFields(CoreMetadata metadata)
    {
        var fields = metadata.Fields.Select(field => KeyValuePair.Create(NameOf(field.Key), field.Value));
        return metadata is { Body: { } description } && metadata["Description"] is null
            ? fields.Append(KeyValuePair.Create("description", description))
            : fields;
    }

    private static string NameOf(string header) => OddNames.GetValueOrDefault(header, header.ToLowerInvariant().Replace('-', '_'));

    private static MultipartFormDataContent Make(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var boundary = $"drayage-{Guid.NewGuid():N}";
        var form = new MultipartFormDataContent(boundary);
        // Quotes around the boundary are legal and trip servers that split at "=".
        form.Headers.ContentType = MediaTypeHeaderValue.Parse($"multipart/form-data; boundary={boundary}");
        foreach (var (name, value) in fields)
        {
            var field = new ByteArrayContent(Encoding.UTF8.GetBytes(value));
            field.Headers.ContentDisposition = Disposition(name);
            form.Add(field);
        }

        return form;
    }

    private static ContentDispositionHeaderValue Disposition(string field) => new("form-data") { Name = Quoted(field) };

    private static string Quoted(string text) => $"\"{text}\"";
}
