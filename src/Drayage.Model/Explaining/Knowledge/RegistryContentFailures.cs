using System.Collections.Immutable;

namespace Drayage.Model.Explaining.Knowledge;

/// <summary>What container registries say of images, blobs and tags.</summary>
public static class RegistryContentFailures
{
    public static KnownFailure ManifestUnknown { get; } = new()
    {
        Id = "registry-manifest-unknown",
        Title = "the registry has no image of this tag or digest",
        What = "The repository exists, and this tag or digest does not (404 MANIFEST_UNKNOWN).",
        Why = "The tag is misspelt, was never pushed (an index was made before the images of the architectures arrived, or they were pushed to another registry), or was deleted. At GHCR deleting untagged versions also deletes what a multi-architecture index consists of.",
        Remedies =
        [
            "List what is there: `drayage image list HOST/NAME`, or `skopeo list-tags docker://HOST/NAME`.",
            "Push the image of each architecture first, to the same registry, then make the index; in a workflow by `needs:`.",
            "Look for a `v` that the tag has and the version has not.",
        ],
        Signs = ["manifest unknown", "MANIFEST_UNKNOWN", "no such manifest", "manifest for * not found", new() { Says = [": not found"], After = "imagetools create", By = Client.Containers }],
    };

    public static KnownFailure DigestMismatch { get; } = new()
    {
        Id = "registry-digest-mismatch",
        Title = "what arrived is not what was announced",
        What = "The digest of the bytes differs from the digest in their name.",
        Why = "Something on the way changed or cut them (a proxy, a mirror, a full disk in the registry), or the file changed between being hashed and being sent. Bytes with a wrong digest are refused; nothing wrong is stored.",
        Remedies =
        [
            "Run it again. If it stays so, go around proxies and mirrors.",
            "Do not build into a directory while it is pushed from there; clear the builder's cache if the blob comes from it.",
        ],
        Signs =
        [
            "DIGEST_INVALID",
            "digest invalid",
            "provided digest did not match uploaded content",
            "unexpected commit digest",
            "Digest did not match",
            "does not match expected digest",
            "failed size validation",
            "manifest verification failed for digest",
        ],
    };

    public static KnownFailure BlobUnknown { get; } = new()
    {
        Id = "registry-blob-unknown",
        Title = "the manifest names a blob that the registry does not have",
        What = "A manifest was refused, or an image cannot be read, because a layer, configuration or child manifest is missing.",
        Why = "An index needs all its images in the same repository, and an image its layers. Copying a manifest alone does not bring them along; a clean-up may have removed them.",
        Remedies =
        [
            "Copy whole images: `drayage image copy SOURCE TARGET`, or `skopeo copy --all`.",
            "Push every architecture to the repository that the index is pushed to.",
        ],
        Signs = ["MANIFEST_BLOB_UNKNOWN", "manifest blob unknown", "BLOB_UNKNOWN", "blob unknown to registry", "unknown blob"],
    };

    public static KnownFailure UploadUnknown { get; } = new()
    {
        Id = "registry-upload-unknown",
        Title = "the registry lost the upload",
        What = "The upload that was begun is not known when it goes on (BLOB_UPLOAD_UNKNOWN).",
        Why = "The upload took too long and was dropped, or the registry has several servers and the next request met another one that does not share its state.",
        Remedies = ["Run it again.", "A registry of your own behind a load balancer needs shared storage, and the same `http.secret` on all servers."],
        Signs = ["BLOB_UPLOAD_UNKNOWN", "blob upload unknown", "BLOB_UPLOAD_INVALID", "blob upload invalid"],
    };

    public static KnownFailure ManifestInvalid { get; } = new()
    {
        Id = "registry-manifest-invalid",
        Title = "the registry does not take this manifest",
        What = "The manifest was refused as invalid (MANIFEST_INVALID, or 415).",
        Why = "Its media type is one that the registry does not know (OCI artifacts, attestations, zstd layers in an old one), or the reference it is pushed to is not its digest.",
        Remedies =
        [
            "buildx: push without attestations (`--provenance=false --sbom=false`) to registries that do not know them.",
            "Choose the other format: `--format v2s2` or `oci` of skopeo, podman and buildah.",
        ],
        Signs = ["MANIFEST_INVALID", "manifest invalid", "unsupported media type application/vnd", new() { Status = [415], By = Client.Containers }],
    };

    public static KnownFailure TagImmutable { get; } = new()
    {
        Id = "registry-tag-immutable",
        Title = "the tag exists and cannot be moved",
        What = "The registry keeps the tag on what it was first given.",
        Why = "Tags of this repository are set to be immutable, and the release was pushed before, perhaps by an earlier try.",
        Remedies =
        [
            "Compare what is there with what you have: `drayage image diff A B`. If they are the same, the release is done.",
            "Otherwise release a new version. Tags that are meant to move (`latest`) have to be left out of the rule.",
        ],
        Signs =
        [
            "tag is immutable",
            "ImageTagAlreadyExistsException",
            "cannot be overwritten because the * immutable",
            "configured as immutable",
            "TAG_INVALID: The image tag",
        ],
    };

    public static KnownFailure NameInvalid { get; } = new()
    {
        Id = "image-name-uppercase",
        Title = "image names are lowercase",
        What = "The image reference has an uppercase letter in its repository name.",
        Why = "OCI references allow lowercase names only, while owners on GitHub may have uppercase letters: `ghcr.io/${{ github.repository }}` fails for them.",
        Remedies =
        [
            "Lowercase it in the shell: `image=\"ghcr.io/${GITHUB_REPOSITORY,,}\"`.",
            "Or let docker/metadata-action make the tags, which lowercases them.",
        ],
        Signs = ["must be lowercase", "invalid reference format: repository name must be lowercase", "invalid reference format: repository name * must be lowercase", "repository can only contain the characters `abcdefghijklmnopqrstuvwxyz"],
    };

    public static KnownFailure ReferenceInvalid { get; } = new()
    {
        Id = "image-reference-invalid",
        Title = "this is no image reference",
        What = "The text that should name an image is none: empty parts, or a character that is not allowed.",
        Why = "Mostly a variable is empty (`name:` with nothing behind the colon), a branch name with `/` became a tag, or a tag has the `+` of a version.",
        Remedies =
        [
            "Print the reference before it is used; quote variables.",
            "In a tag replace `+` and `/`: drayage writes `+` as `_`, as Helm does.",
        ],
        Signs = ["invalid reference format", "NAME_INVALID", "TAG_INVALID", "invalid tag \"", "could not parse reference"],
    };

    public static KnownFailure ChunkTooLarge { get; } = new()
    {
        Id = "registry-chunk-refused",
        Title = "the registry does not take chunks of this kind",
        What = "A piece of an upload was refused (416), for its size or its place.",
        Why = "GHCR takes at most 4 MiB in a chunk that names its range; other registries want chunks in order and of a least size.",
        Remedies = ["Send blobs in one request without `Content-Range`, as docker, skopeo and drayage do.", "Run it again where the upload was interrupted."],
        Signs = ["exceeds the maximum permissible limit", new() { Status = [416] }, "Requested Range Not Satisfiable"],
    };

    public static KnownFailure TooLarge { get; } = new()
    {
        Id = "registry-layer-too-large",
        Title = "a layer is too large for the registry or a proxy before it",
        What = "The upload was refused with 413 Request Entity Too Large.",
        Why = "The registry limits layers (GHCR: 10 GB), or a proxy before it limits bodies (nginx: 1 MB unless `client_max_body_size` says otherwise; some content networks: 100 MB).",
        Remedies = ["Split the layer into several RUN or COPY steps, or make it smaller.", "For a registry of your own raise the proxy's limit (`client_max_body_size 0;`)."],
        Signs = [new() { Status = [413], By = Client.Containers }],
    };

    public static KnownFailure QuotaExceeded { get; } = new()
    {
        Id = "registry-quota-exceeded",
        Title = "the registry's room for this project is used up",
        What = "The push was refused, mostly with 403, although the login may push: the project, namespace or account has a quota and is over it.",
        Why = "Every version that was ever pushed counts until it is deleted and the registry has collected what nobody refers to.",
        Remedies =
        [
            "Remove old versions (`drayage prune` says which it would take), let the registry collect its garbage, and push again; or ask the registry's administrator for more.",
            "Push fewer tags and architectures of builds that nobody deploys.",
        ],
        Signs =
        [
            "of storage resource, which when updated to current usage of * will exceed the configured upper limit",
            "Quota exceeded when processing the request of adding",
            "Not enough quota available to process the request",
            "Quota has been exceeded on namespace",
            "registry contains * repositories, limit is",
            new() { Says = ["quota", "exceed"], Status = [400, 402, 403, 409, 412, 413, 422, 507] },
            new() { Says = ["storage limit", "reached"], Status = [400, 402, 403, 409, 412, 413, 422, 507] },
        ],
    };

    public static KnownFailure PlatformMissing { get; } = new()
    {
        Id = "image-platform-missing",
        Title = "the image does not exist for this platform",
        What = "The index was found, and holds no image for the platform that is asked for.",
        Why = "The base image or the release was not built for this architecture, or a single-architecture push overwrote the index under the same tag.",
        Remedies =
        [
            "See what it holds: `drayage image inspect REFERENCE`.",
            "Push each architecture under a tag or digest of its own, and make the index once, from all of them.",
        ],
        Signs = ["no matching manifest for", "no match for platform in manifest", "no image found in manifest list for architecture", "no image found in image index for architecture"],
    };

    public static KnownFailure Unsupported { get; } = new()
    {
        Id = "registry-operation-unsupported",
        Title = "the registry does not offer this operation",
        What = "The registry answered that the operation is not supported (405 UNSUPPORTED).",
        Why = "Many registries do not let manifests or tags be deleted through the registry interface: GHCR wants its Packages API, Docker Hub its own, and a registry of your own `storage.delete.enabled`.",
        Remedies = ["GHCR: `gh api -X DELETE /orgs/OWNER/packages/container/NAME/versions/ID`, or `drayage withdraw`.", "Registry of your own: set REGISTRY_STORAGE_DELETE_ENABLED=true."],
        Signs = ["UNSUPPORTED: The operation is unsupported", "The operation is unsupported", new() { Status = [405], By = Client.Containers }],
    };

    public static ImmutableArray<KnownFailure> All { get; } =
    [
        ManifestUnknown, DigestMismatch, BlobUnknown, UploadUnknown, ManifestInvalid, TagImmutable, NameInvalid, ReferenceInvalid, ChunkTooLarge, TooLarge, QuotaExceeded, PlatformMissing, Unsupported,
    ];
}
