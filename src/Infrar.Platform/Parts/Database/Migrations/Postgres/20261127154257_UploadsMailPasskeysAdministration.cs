using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Infrar.Platform.Parts.Database.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class UploadsMailPasskeysAdministration : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(name: "failed_sign_ins", table: "users");

            // A waiting account has proved no address: one column goes, another comes.
            migrationBuilder.DropColumn(name: "locked_until", table: "users");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "email_verified_at",
                table: "users",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<bool>(
                name: "erasure_takes_teams",
                table: "users",
                type: "boolean",
                nullable: false,
                defaultValue: false
            );

            migrationBuilder.AddColumn<bool>(
                name: "passkey_is_second_factor",
                table: "users",
                type: "boolean",
                nullable: false,
                defaultValue: false
            );

            migrationBuilder.AddColumn<int>(name: "member_quota", table: "teams", type: "integer", nullable: true);

            migrationBuilder.AddColumn<long>(name: "storage_quota", table: "teams", type: "bigint", nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "tier",
                table: "teams",
                type: "character varying(256)",
                maxLength: 256,
                nullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "check_due_at",
                table: "credentials",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "rotation_noticed_at",
                table: "credentials",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "validated_at",
                table: "credentials",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "validation",
                table: "credentials",
                type: "text",
                nullable: false,
                defaultValue: "Unchecked"
            );

            migrationBuilder.AddColumn<string>(
                name: "validation_detail",
                table: "credentials",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "what_digest",
                table: "audit_events",
                type: "character varying(256)",
                maxLength: 256,
                nullable: false,
                defaultValue: ""
            );

            migrationBuilder.AddColumn<string>(
                name: "what_salt",
                table: "audit_events",
                type: "character varying(256)",
                maxLength: 256,
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "who_digest",
                table: "audit_events",
                type: "character varying(256)",
                maxLength: 256,
                nullable: false,
                defaultValue: ""
            );

            migrationBuilder.AddColumn<string>(
                name: "who_salt",
                table: "audit_events",
                type: "character varying(256)",
                maxLength: 256,
                nullable: true
            );

            migrationBuilder.CreateTable(
                name: "erased",
                columns: table => new
                {
                    subject = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_erased", x => x.subject);
                }
            );

            migrationBuilder.CreateTable(
                name: "github_links",
                columns: table => new
                {
                    user_id = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    git_hub_id = table.Column<long>(type: "bigint", nullable: false),
                    login = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    linked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_github_links", x => x.user_id);
                    table.ForeignKey(
                        name: "fk_github_links_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "installation",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    registration = table.Column<string>(type: "text", nullable: true),
                    maintenance_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    maintenance_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    maintenance_reason = table.Column<string>(
                        type: "character varying(500)",
                        maxLength: 500,
                        nullable: false
                    ),
                    version = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_installation", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "mail_proofs",
                columns: table => new
                {
                    user_id = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    purpose = table.Column<string>(type: "text", nullable: false),
                    email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    code_hash = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_proofs", x => new { x.user_id, x.purpose });
                    table.ForeignKey(
                        name: "fk_mail_proofs_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "outgoing_mails",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    recipient = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    sealed_text = table.Column<byte[]>(type: "bytea", maxLength: 20000, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    next_attempt_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outgoing_mails", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "passkeys",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    user_id = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    credential_id = table.Column<byte[]>(type: "bytea", maxLength: 1023, nullable: false),
                    public_key = table.Column<byte[]>(type: "bytea", maxLength: 2000, nullable: false),
                    sign_count = table.Column<long>(type: "bigint", nullable: false),
                    is_backed_up = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_passkeys", x => x.id);
                    table.ForeignKey(
                        name: "fk_passkeys_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "project_keys",
                columns: table => new
                {
                    project_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    rotated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_project_keys", x => x.project_id);
                    table.ForeignKey(
                        name: "fk_project_keys_project_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "project_remains",
                columns: table => new
                {
                    project_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_project_remains", x => x.project_id);
                }
            );

            migrationBuilder.CreateTable(
                name: "stream_events",
                columns: table => new
                {
                    stream = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    project_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    data = table.Column<string>(type: "character varying(65536)", maxLength: 65536, nullable: false),
                    is_last = table.Column<bool>(type: "boolean", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stream_events", x => new { x.stream, x.sequence });
                    table.ForeignKey(
                        name: "fk_stream_events_project_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "uploads",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    project_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    received = table.Column<long>(type: "bigint", nullable: false),
                    sha256 = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    status = table.Column<string>(type: "text", nullable: false),
                    parts_id = table.Column<string>(type: "character varying(1024)", maxLength: 1024, nullable: false),
                    git_url = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    git_ref = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    git_commit = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    files = table.Column<int>(type: "integer", nullable: false),
                    unpacked_size = table.Column<long>(type: "bigint", nullable: false),
                    root = table.Column<string>(type: "character varying(1024)", maxLength: 1024, nullable: false),
                    proposal = table.Column<string>(
                        type: "character varying(8388608)",
                        maxLength: 8388608,
                        nullable: true
                    ),
                    problem_code = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    problem_title = table.Column<string>(
                        type: "character varying(256)",
                        maxLength: 256,
                        nullable: true
                    ),
                    problem_detail = table.Column<string>(
                        type: "character varying(2000)",
                        maxLength: 2000,
                        nullable: true
                    ),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_uploads", x => x.id);
                    table.ForeignKey(
                        name: "fk_uploads_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "upload_parts",
                columns: table => new
                {
                    upload_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    tag = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_upload_parts", x => new { x.upload_id, x.number });
                    table.ForeignKey(
                        name: "fk_upload_parts_uploads_upload_id",
                        column: x => x.upload_id,
                        principalTable: "uploads",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.InsertData(
                table: "installation",
                columns: new[]
                {
                    "id",
                    "maintenance_reason",
                    "maintenance_since",
                    "maintenance_until",
                    "registration",
                    "version",
                },
                values: new object[] { 1, "", null, null, null, 1 }
            );

            migrationBuilder.CreateIndex(
                name: "ix_credentials_check_due_at",
                table: "credentials",
                column: "check_due_at"
            );

            migrationBuilder.CreateIndex(
                name: "ix_audit_events_who_digest",
                table: "audit_events",
                column: "who_digest",
                filter: "who_digest = ''"
            );

            migrationBuilder.CreateIndex(
                name: "ix_github_links_git_hub_id",
                table: "github_links",
                column: "git_hub_id",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_mail_proofs_code_hash",
                table: "mail_proofs",
                column: "code_hash",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_outgoing_mails_next_attempt_at",
                table: "outgoing_mails",
                column: "next_attempt_at"
            );

            migrationBuilder.CreateIndex(
                name: "ix_passkeys_credential_id",
                table: "passkeys",
                column: "credential_id",
                unique: true
            );

            migrationBuilder.CreateIndex(name: "ix_passkeys_user_id", table: "passkeys", column: "user_id");

            migrationBuilder.CreateIndex(name: "ix_stream_events_at", table: "stream_events", column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_stream_events_project_id",
                table: "stream_events",
                column: "project_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_uploads_project_id_id",
                table: "uploads",
                columns: new[] { "project_id", "id" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_uploads_status_changed_at",
                table: "uploads",
                columns: new[] { "status", "changed_at" }
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "erased");

            migrationBuilder.DropTable(name: "github_links");

            migrationBuilder.DropTable(name: "installation");

            migrationBuilder.DropTable(name: "mail_proofs");

            migrationBuilder.DropTable(name: "outgoing_mails");

            migrationBuilder.DropTable(name: "passkeys");

            migrationBuilder.DropTable(name: "project_keys");

            migrationBuilder.DropTable(name: "project_remains");

            migrationBuilder.DropTable(name: "stream_events");

            migrationBuilder.DropTable(name: "upload_parts");

            migrationBuilder.DropTable(name: "uploads");

            migrationBuilder.DropIndex(name: "ix_credentials_check_due_at", table: "credentials");

            migrationBuilder.DropIndex(name: "ix_audit_events_who_digest", table: "audit_events");

            migrationBuilder.DropColumn(name: "erasure_takes_teams", table: "users");

            migrationBuilder.DropColumn(name: "passkey_is_second_factor", table: "users");

            migrationBuilder.DropColumn(name: "member_quota", table: "teams");

            migrationBuilder.DropColumn(name: "storage_quota", table: "teams");

            migrationBuilder.DropColumn(name: "tier", table: "teams");

            migrationBuilder.DropColumn(name: "check_due_at", table: "credentials");

            migrationBuilder.DropColumn(name: "rotation_noticed_at", table: "credentials");

            migrationBuilder.DropColumn(name: "validated_at", table: "credentials");

            migrationBuilder.DropColumn(name: "validation", table: "credentials");

            migrationBuilder.DropColumn(name: "validation_detail", table: "credentials");

            migrationBuilder.DropColumn(name: "what_digest", table: "audit_events");

            migrationBuilder.DropColumn(name: "what_salt", table: "audit_events");

            migrationBuilder.DropColumn(name: "who_digest", table: "audit_events");

            migrationBuilder.DropColumn(name: "who_salt", table: "audit_events");

            migrationBuilder.DropColumn(name: "email_verified_at", table: "users");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "locked_until",
                table: "users",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<int>(
                name: "failed_sign_ins",
                table: "users",
                type: "integer",
                nullable: false,
                defaultValue: 0
            );
        }
    }
}
