using System.Collections.Immutable;
using System.Diagnostics;
using Drayage.Testing;

namespace Drayage.Conformance.Oci;

/// <summary>The reference registry as Debian packages it (docker-registry 2.8.2): proof that the tests ask for nothing of our own invention.</summary>
public sealed class DebianRegistryTarget : OciTarget
{
    private const string NoReferrers = "it implements distribution specification 1.0, before subjects and referrers";

    private readonly TemporaryDirectory directory = new();
    private Process? process;
    private HttpClient? client;

    public override HttpClient Client => client!;

    public override ImmutableDictionary<string, string> Deviations { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [nameof(DeletionRequirements.A_deleted_tag_is_gone_and_its_manifest_stays)] = "DELETE takes a digest only; by tag it answers 400 DIGEST_INVALID",
        [nameof(UploadRequirements.A_chunk_out_of_order_is_416_and_changes_nothing)] = "Content-Range is not looked at; every chunk is appended with 202",
        [nameof(UploadWayRequirements.Every_way_of_pushing_takes_sha512)] = "the answer names the blob by its SHA-256",
        [nameof(UploadRequirements.A_chunk_out_of_order_tells_where_the_upload_is)] = "Content-Range is not looked at; every chunk is appended with 202",
        [nameof(UploadRequirements.A_closing_chunk_out_of_order_is_416)] = "Content-Range is not looked at; the digest then differs, 400",
        [nameof(UploadRequirements.A_range_that_is_none_is_refused_and_changes_nothing)] = "Content-Range is not looked at; every chunk is appended with 202",
        [nameof(MountRequirements.A_blob_can_be_mounted_without_naming_its_repository)] = "it looks nowhere without from; an upload begins with 202, as it may",
        [nameof(UploadWayRequirements.A_single_POST_takes_both_algorithms_and_refuses_other_bytes)] = "?digest= on POST is not looked at; an upload begins with 202",
        [nameof(PullRequirements.A_range_that_ends_before_it_begins_is_416)] = "the length is announced and the connection closed without a body",
        [nameof(UploadRequirements.A_single_POST_with_digest_makes_a_blob)] = "?digest= on POST is not looked at; an upload begins with 202",
        [nameof(PullRequirements.A_range_beyond_the_end_is_416)] = "the length is announced and the connection closed without a body",
        [nameof(ManifestRequirements.A_malformed_digest_within_is_MANIFEST_INVALID)] = "answers 500 UNKNOWN",
        [nameof(ManifestRequirements.A_name_outside_the_grammar_is_NAME_INVALID)] = "such addresses match no route (404 without an error body); upper case passes as a host name",
        [nameof(ManifestRequirements.A_manifest_can_be_pushed_by_sha512)] = "manifests are kept by SHA-256 only; answers 400 DIGEST_INVALID",
        [nameof(ManifestRequirements.A_manifest_pushed_by_digest_may_bring_tags_along)] = "the parameter is not looked at",
        [nameof(ManifestRequirements.A_size_other_than_that_of_the_blob_is_MANIFEST_INVALID)] = "the size of a blob is not compared; answers 201",
        [nameof(ManifestRequirements.A_malformed_digest_in_the_address_is_DIGEST_INVALID)] = "a malformed digest passes for a tag",
        [nameof(ShapeRequirements.Layers_that_live_elsewhere_need_not_be_pushed)] = "answers 500 when the layers of an OCI image are elsewhere",
        [nameof(ShapeRequirements.An_index_and_its_images_can_be_pushed_by_sha512)] = "manifests are kept by SHA-256 only; answers 400 DIGEST_INVALID",
        [nameof(DiscoveryRequirements.Tags_are_listed_in_lexical_order)] = "tags come in the order of the directory",
        [nameof(DiscoveryRequirements.Tags_can_be_paged_with_n_and_last)] = "n and last are not looked at",
        [nameof(DiscoveryRequirements.A_page_that_is_not_the_last_links_to_the_next)] = "n is not looked at",
        [nameof(DiscoveryRequirements.No_tags_are_listed_for_n_0)] = "n is not looked at",
        [nameof(ReferrerRequirements.A_manifest_with_a_subject_is_answered_with_OCI_Subject)] = NoReferrers,
        [nameof(ReferrerRequirements.Referrers_are_listed_with_artifact_type_and_annotations)] = NoReferrers,
        [nameof(ReferrerRequirements.Without_an_artifact_type_the_type_of_the_config_is_listed)] = NoReferrers,
        [nameof(ReferrerRequirements.Referrers_can_be_filtered_by_artifact_type)] = NoReferrers,
        [nameof(ReferrerRequirements.Referrers_of_a_missing_subject_are_an_empty_list)] = NoReferrers,
        [nameof(ReferrerRequirements.A_subject_may_come_after_its_referrer)] = NoReferrers,
        [nameof(DiscoveryRequirements.A_page_size_that_is_no_number_is_refused)] = "n is not looked at",
        [nameof(ReferrerRequirements.A_long_list_of_referrers_is_whole_over_all_its_pages)] = NoReferrers,
        [nameof(ReferrerRequirements.A_filter_holds_on_every_page_of_referrers)] = NoReferrers,
        [nameof(ReferrerRequirements.A_filter_that_matches_nothing_gives_an_empty_list)] = NoReferrers,
        [nameof(ReferrerRequirements.Referrers_of_a_malformed_digest_are_refused)] = NoReferrers,
        [nameof(ReferrerRequirements.An_index_with_a_subject_is_listed_as_a_referrer)] = NoReferrers,
        [nameof(ReferrerRequirements.A_deleted_referrer_is_no_longer_listed)] = NoReferrers,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    public override async ValueTask InitializeAsync()
    {
        Peer.Require("docker-registry");
        var address = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}/");
        var configuration = directory.Write("registry.yml", $"""
            version: 0.1
            log:
              level: error
            storage:
              filesystem:
                rootdirectory: {directory["data"]}
              delete:
                enabled: true
            http:
              addr: {address.Authority}
            """);
        process = Process.Start(new ProcessStartInfo("docker-registry", ["serve", configuration])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = address };
        await AwaitStartAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        client?.Dispose();
        if (process is not null)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
        directory.Dispose();
    }

    private async Task AwaitStartAsync()
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var response = await Client.GetAsync("v2/");
                return;
            }
            catch (HttpRequestException) when (attempt < 100)
            {
                await Task.Delay(100);
            }
        }
    }
}
