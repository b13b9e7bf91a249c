using Drayage.Model;
using Microsoft.AspNetCore.Http;

namespace Drayage.Registries.Oci;

/// <summary>An error answer of the distribution specification ("Error Codes"): status, code, message, detail.</summary>
internal sealed class OciRefusal(int status, string code, string message, string? detail = null) : Exception(message)
{
    /// <summary>When the client may come back; null where that would not help.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    public int Status { get; } = status;

    public string Code { get; } = code;

    public string? Detail { get; } = detail;

    public static OciRefusal NoSuchAddress(string path) =>
        new(StatusCodes.Status404NotFound, "NAME_INVALID", "there is no such address in the distribution specification", path);

    public static OciRefusal InvalidName(string name) =>
        new(StatusCodes.Status400BadRequest, "NAME_INVALID", "invalid repository name", name);

    public static OciRefusal InvalidTag(string tag) =>
        new(StatusCodes.Status400BadRequest, "TAG_INVALID", "a tag is 1 to 128 letters, digits, '_', '.' and '-', and begins with none of the last two", tag);

    public static OciRefusal InvalidDigest(string digest) =>
        new(StatusCodes.Status400BadRequest, "DIGEST_INVALID", "not a digest of a supported algorithm", digest);

    public static OciRefusal DigestMismatch(Digest provided, Digest actual) =>
        new(StatusCodes.Status400BadRequest, "DIGEST_INVALID", "provided digest did not match uploaded content", $"provided {provided}, content has {actual}");

    public static OciRefusal UnknownName(RepositoryName name) =>
        new(StatusCodes.Status404NotFound, "NAME_UNKNOWN", "repository name not known to registry", name.Value);

    public static OciRefusal UnknownManifest(string reference) =>
        new(StatusCodes.Status404NotFound, "MANIFEST_UNKNOWN", "manifest unknown to registry", reference);

    public static OciRefusal UnknownBlob(Digest digest) =>
        new(StatusCodes.Status404NotFound, "BLOB_UNKNOWN", "blob unknown to registry", digest.ToString());

    public static OciRefusal UnknownUpload(string id) =>
        new(StatusCodes.Status404NotFound, "BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry", id);

    public static OciRefusal InvalidManifest(string why) =>
        new(StatusCodes.Status400BadRequest, "MANIFEST_INVALID", "manifest invalid", why);

    public static OciRefusal MissingReference(Digest digest) =>
        new(StatusCodes.Status400BadRequest, "MANIFEST_BLOB_UNKNOWN", "manifest references a manifest or blob unknown to this repository", digest.ToString());

    public static OciRefusal InvalidSize(string why) =>
        new(StatusCodes.Status400BadRequest, "SIZE_INVALID", "provided length did not match content length", why);

    public static OciRefusal InvalidUpload(int status, string why) =>
        new(status, "BLOB_UPLOAD_INVALID", "blob upload invalid", why);

    public static OciRefusal InvalidPage(string value) =>
        new(StatusCodes.Status400BadRequest, "PAGINATION_NUMBER_INVALID", "n must be a number from 0 on", value);

    public static OciRefusal TooMany(string why, TimeSpan retryAfter) =>
        new(StatusCodes.Status429TooManyRequests, "TOOMANYREQUESTS", "too many requests", why) { RetryAfter = retryAfter };

    public static OciRefusal Denied(string scope) =>
        new(StatusCodes.Status403Forbidden, "DENIED", "requested access to the resource is denied", scope);

    public static OciRefusal WrongMethod(string method) =>
        new(StatusCodes.Status405MethodNotAllowed, "UNSUPPORTED", "the operation is unsupported", method);
}
